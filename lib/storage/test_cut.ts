/** For tests: a server's answer that ends in the middle, after `bytes` bytes of a file. */
export function cutAfter(
  file: Uint8Array<ArrayBuffer>,
  bytes: number,
  init?: ResponseInit,
): Response {
  let sent = false;
  const body = new ReadableStream({
    async pull(controller) {
      if (!sent) {
        sent = true;
        return controller.enqueue(file.subarray(0, bytes));
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
      controller.error(new Error("cut"));
    },
  });
  return new Response(body, init);
}

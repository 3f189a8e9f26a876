/** What {@linkcode proxyTo} has seen of a request, and its place among those of the same path. */
export interface ProxiedRequest {
  path: string;
  /** From 1 on. */
  count: number;
}

/**
 * For tests: stands before a real server, passes on each request, and then its answer or another one in its
 * place, such as that of a gateway that has lost patience.
 */
export function proxyTo(
  server: string,
  instead: (request: ProxiedRequest) => Response | undefined,
): AsyncDisposable & { address: string } {
  const counts = new Map<string, number>();
  const proxy = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    async ({ url, method, headers, body }) => {
      const { pathname, search } = new URL(url);
      const count = (counts.get(pathname) ?? 0) + 1;
      counts.set(pathname, count);
      const answer = await fetch(`${server}${pathname}${search}`, {
        method,
        headers: { "content-type": headers.get("content-type") ?? "" },
        body,
      });
      const other = instead({ path: pathname, count });
      if (!other) return answer;
      await answer.body?.cancel();
      return other;
    },
  );
  return {
    address: `http://127.0.0.1:${proxy.addr.port}`,
    [Symbol.asyncDispose]: () => proxy.shutdown(),
  };
}

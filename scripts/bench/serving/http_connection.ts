const HEAD_END = "\r\n\r\n";

/** What a request consists of besides its address. */
export interface RequestParts {
  method: string;
  /** With `body`. */
  contentType?: string | undefined;
  body?: Uint8Array | undefined;
}

/** A request as it goes over the wire. */
export function requestBytes(url: URL, { method, contentType, body }: RequestParts): Uint8Array {
  const head = new TextEncoder().encode(
    [
      `${method} ${url.pathname}${url.search} HTTP/1.1`,
      `Host: ${url.host}`,
      ...(body ? [`Content-Type: ${contentType}`, `Content-Length: ${body.length}`] : []),
    ].join("\r\n") + HEAD_END,
  );
  const bytes = new Uint8Array(head.length + (body?.length ?? 0));
  bytes.set(head);
  if (body) bytes.set(body, head.length);
  return bytes;
}

/**
 * A kept-alive HTTP/1.1 connection that sends the same bytes again and again. The server under test shares
 * its cores with the load generator: autocannon takes twice the CPU time of this and counts in whole
 * milliseconds, `fetch` takes six times as much.
 */
export class HttpConnection implements Disposable {
  readonly #connection: Deno.TcpConn;
  readonly #request: Uint8Array;
  readonly #buffer = new Uint8Array(1 << 16);
  #isSent = true;
  #isClosed = false;

  private constructor(connection: Deno.TcpConn, request: Uint8Array) {
    this.#connection = connection;
    this.#request = request;
  }

  static async open(url: URL, request: Uint8Array): Promise<HttpConnection> {
    const connection = await Deno.connect({ hostname: url.hostname, port: Number(url.port) });
    connection.setNoDelay();
    return new HttpConnection(connection, request);
  }

  /**
   * Sends the request and reads the answer to its end.
   *
   * @returns Its status.
   * @throws {Error} if the connection ends before, or the answer has no Content-Length. The connection
   * cannot be used any more then.
   */
  async send(): Promise<number> {
    this.#isSent = false;
    const sending = this.#write().catch(() => {}); // reading says what came of it
    const status = await this.#readAnswer();
    if (this.#isSent) await sending;
    return status;
  }

  /** Whether another request can be sent: not after a refusal that came before all was sent. */
  get isUsable(): boolean {
    return this.#isSent;
  }

  /** Ends it, also while it waits for an answer; once or more often. */
  [Symbol.dispose](): void {
    if (!this.#isClosed) this.#connection.close();
    this.#isClosed = true;
  }

  async #write(): Promise<void> {
    for (let sent = 0; sent < this.#request.length;) {
      sent += await this.#connection.write(this.#request.subarray(sent));
    }
    this.#isSent = true;
  }

  async #readAnswer(): Promise<number> {
    let head = "";
    let bodyStart = -1;
    while (bodyStart < 0) {
      head += latin1.decode(await this.#read());
      bodyStart = head.indexOf(HEAD_END);
    }
    const { status, contentLength } = parseHead(head.slice(0, bodyStart));
    let missing = bodyStart + HEAD_END.length + contentLength - head.length;
    while (missing > 0) missing -= (await this.#read()).length;
    return status;
  }

  async #read(): Promise<Uint8Array> {
    const read = await this.#connection.read(this.#buffer);
    if (read === null) throw new Error("The server closed the connection before it had answered");
    return this.#buffer.subarray(0, read);
  }
}

/** Gives a character a byte, so that places in the text are places in the bytes. */
const latin1 = new TextDecoder("latin1");

function parseHead(head: string): { status: number; contentLength: number } {
  const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1];
  const contentLength = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (status === undefined || contentLength === undefined) {
    throw new Error(`Wanted an HTTP/1.1 answer with a Content-Length, got: ${head}`);
  }
  return { status: Number(status), contentLength: Number(contentLength) };
}

import { spawn } from "node:child_process";
import * as net from "node:net";
import type { AddressInfo } from "node:net";

/** A server between a client and a park, or in the place of one. */
export interface Proxy {
  readonly port: number;
  stop(): Promise<void>;
}

async function listening(server: net.Server, sockets: Set<net.Socket>, host = "127.0.0.1"): Promise<Proxy> {
  server.on("connection", (socket) => {
    sockets.add(socket.on("error", () => undefined).on("close", () => sockets.delete(socket)));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A server that does something with whoever connects. */
export function standIn(onConnection: (socket: net.Socket) => void): Promise<Proxy> {
  return listening(net.createServer(onConnection), new Set());
}

/** Whole SMB frames of a stream. */
function framed(onFrame: (frame: Buffer) => void): (data: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (data) => {
    rest = Buffer.concat([rest, data]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE(0)) {
      const length = 4 + rest.readUInt32BE(0);
      onFrame(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  };
}

/**
 * Passes everything on to a server; what comes back goes through `answer`, whole SMB frames if `isFramed`.
 *
 * @param answer what to send in place of a piece, or undefined to break the connection.
 * @param request the answer to a frame that is not passed on, or undefined to pass it on.
 */
export function between(
  to: { host: string; port: number },
  answer: (piece: Buffer) => Promise<Buffer | undefined> | Buffer | undefined,
  isFramed = false,
  request?: (frame: Buffer) => Promise<Buffer | undefined> | Buffer | undefined,
): Promise<Proxy> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const upstream = net.connect(to);
    sockets.add(upstream.on("error", () => client.destroy()));
    client.on("close", () => upstream.destroy());
    let asked = Promise.resolve();
    const ask = framed((frame) => {
      asked = asked.then(async () => {
        const own = await request?.(frame);
        if (own === undefined) upstream.write(frame);
        else client.write(own);
      });
    });
    if (request === undefined) client.pipe(upstream);
    else client.on("data", ask).on("end", () => void asked.then(() => upstream.end()));
    let last = Promise.resolve();
    const send = (piece: Buffer) => {
      last = last.then(async () => {
        const changed = await answer(piece);
        if (changed === undefined) client.resetAndDestroy();
        else if (!client.destroyed) client.write(changed);
      });
    };
    upstream.on("data", isFramed ? framed(send) : send);
    upstream.on("end", () => void last.then(() => client.end()));
  });
  return listening(server, sockets);
}

/** A step of the protocol: a command of NT1 to a server. */
export interface Step {
  readonly host: string;
  readonly command: number;
}

/**
 * Stands before all servers of a park, at their own addresses and another port, and shows each request of a client.
 *
 * @param before called with each request before it is passed on, and waited for.
 * @param after called with each request when the first answer after it has come back.
 */
export function watching(
  port: number,
  before: (step: Step) => void | Promise<void>,
  after: (step: Step) => void,
): Promise<Proxy> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const host = client.localAddress ?? "";
    const upstream = net.connect({ host, port });
    sockets.add(upstream.on("error", () => client.destroy()));
    client.on("close", () => upstream.destroy());
    let open: Step | undefined;
    let asked = Promise.resolve();
    const ask = framed((frame) => {
      asked = asked.then(async () => {
        const step = { host, command: frame[8] ?? 0 };
        await before(step);
        open = step;
        upstream.write(frame);
      });
    });
    client.on("data", ask).on("end", () => void asked.then(() => upstream.end()));
    upstream.on("data", (data) => {
      if (open !== undefined) after(open);
      open = undefined;
      client.write(data);
    });
    upstream.on("end", () => client.end());
  });
  return listening(server, sockets, "0.0.0.0");
}

/** Whether a frame is a command of NT1. */
export function isCommand(frame: Buffer, command: number): boolean {
  return frame.toString("latin1", 4, 8) === "\xffSMB" && frame[8] === command;
}

/** Refuses one command of NT1 without asking the server, which does nothing. */
export function refusing(command: number, status: number): (frame: Buffer) => Buffer | undefined {
  return (frame) => (isCommand(frame, command) ? statusFrame(frame, status) : undefined);
}

function statusFrame(frame: Buffer, status: number): Buffer {
  const header = Buffer.from(frame.subarray(4, 36));
  header.writeUInt32LE(status, 5);
  header[9] = (header[9] ?? 0) | 0x80;
  const body = Buffer.concat([header, Buffer.alloc(3)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

/** Rewrites the answers to one command of NT1: the server says this status, as Windows NT would. */
export function saying(command: number, status: number, passed = 0): (frame: Buffer) => Buffer {
  let seen = 0;
  return (frame) => (!isCommand(frame, command) || seen++ < passed ? frame : statusFrame(frame, status));
}

/** A port of which nobody hears anything: its queue of connections is full. */
export async function filteredPort(): Promise<Proxy> {
  // A process that is busy for ever accepts nobody.
  const busy = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)";
  const child = spawn(process.execPath, [
    "-e",
    `const server = require("net").createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
      require("fs").writeSync(1, String(server.address().port)); ${busy}; });`,
  ]);
  const port = await new Promise<number>((resolve) =>
    child.stdout.once("data", (text) => resolve(Number(String(text)))),
  );
  const fillers = Array.from({ length: 4 }, () =>
    net.connect({ host: "127.0.0.1", port }).on("error", () => undefined),
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  return {
    port,
    stop: async () => {
      for (const filler of fillers) filler.destroy();
      child.kill("SIGKILL");
    },
  };
}

import * as net from "node:net";

/** What the negotiation of a server shows of its clock. */
export interface ServerClock {
  /** Milliseconds by which the clock of the server is ahead of ours. */
  readonly offset: number;
  /** Minutes to add to the local time of the server to get UTC. */
  readonly zone: number;
}

const HEADER = Buffer.from([
  ...[0xff, 0x53, 0x4d, 0x42, 0x72], // \xFFSMB, negotiate
  ...[0, 0, 0, 0, 0x08, 0x01, 0xc8], // status, flags
  ...Array.from({ length: 20 }, () => 0),
]);
const DIALECT = Buffer.from("\x02NT LM 0.12\0", "latin1");

/** The request that every Windows NT answers without a logon. */
function negotiation(): Buffer {
  const body = Buffer.concat([HEADER, Buffer.from([0, DIALECT.length, 0]), DIALECT]);
  const frame = Buffer.alloc(4);
  frame.writeUInt32BE(body.length);
  return Buffer.concat([frame, body]);
}

/** The NetBIOS session request that port 139 wants first, to the name that any server answers to. */
function sessionRequest(): Buffer {
  const encoded = (name: string) => {
    const bytes = [...Buffer.from(name.padEnd(16, " "), "latin1")];
    return [0x20, ...bytes.flatMap((byte) => [0x41 + (byte >> 4), 0x41 + (byte & 15)]), 0];
  };
  const body = Buffer.from([...encoded("*SMBSERVER"), ...encoded("PULUMI-SMS")]);
  return Buffer.concat([Buffer.from([0x81, 0, body.length >> 8, body.length & 255]), body]);
}

/** Difference between the epochs of Windows (1601) and Unix (1970), in milliseconds. */
const EPOCH = 11_644_473_600_000;

/**
 * The clock of a server, read without a logon.
 *
 * @param host address or name.
 * @returns undefined if the server does not answer within five seconds, or not in this protocol.
 */
export function serverClock(host: string, port = 139, timeout = 5000): Promise<ServerClock | undefined> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    let received = Buffer.alloc(0);
    let sent = Date.now();
    let isSession = port !== 139;
    const end = (clock?: ServerClock) => {
      socket.destroy();
      resolve(clock);
    };
    socket
      .setTimeout(timeout, end)
      .on("error", () => end())
      .on("close", () => resolve(undefined));
    const timer = setTimeout(end, timeout);
    socket.on("close", () => clearTimeout(timer));
    socket.on("connect", () => {
      sent = Date.now();
      socket.write(isSession ? negotiation() : sessionRequest());
    });
    socket.on("data", (data) => {
      received = Buffer.concat([received, data]);
      if (received.length > 10_000) return end();
      if (!isSession) {
        if (received.length < 4) return;
        if (received[0] !== 0x82) return end();
        isSession = true;
        received = received.subarray(4);
        sent = Date.now();
        socket.write(negotiation());
        return;
      }
      if (received.length < 4 || received.length < 4 + (received.readUInt32BE(0) & 0x1ffff)) return;
      end(clockIn(received.subarray(4), sent));
    });
  });
}

function clockIn(message: Buffer, sent: number): ServerClock | undefined {
  if (message.length < 70 || message.toString("latin1", 0, 5) !== "\xffSMBr" || message[32] !== 17) return undefined;
  const time = message.readBigUInt64LE(32 + 24);
  const zone = message.readInt16LE(32 + 32);
  const server = Number(time / 10_000n) - EPOCH;
  const offset = server - (sent + Date.now()) / 2;
  return Math.abs(offset) > 100 * 365 * 86_400_000 ? undefined : { offset: Math.round(offset), zone };
}

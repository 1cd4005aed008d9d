import { EventEmitter } from "node:events";
import { keepSilentWhenCutOff } from "../../provider/cut-off";

test.each([
  ["a call that was cancelled", Object.assign(new Error("1 CANCELLED: call"), { code: 1 }), false],
  [
    "a monitor that is gone",
    Object.assign(new Error("14 UNAVAILABLE: No connection established"), { code: 14 }),
    false,
  ],
  [
    "a resource that was being registered",
    new Error("failed to register new resource CEN [sms:index:Site]: 2 UNKNOWN: resource monitor shut down"),
    false,
  ],
  ["any other failure of a call", Object.assign(new Error("2 UNKNOWN: no such provider"), { code: 2 }), true],
  ["a fault of the plugin", new TypeError("x is not a function"), true],
  ["what is no error", "no", true],
])("of what nobody caught, %s", (_, error, isTold) => {
  const process = new EventEmitter();
  const told: unknown[] = [];
  for (const event of ["uncaughtException", "unhandledRejection"]) process.on(event, (one) => told.push(one));
  keepSilentWhenCutOff(process);
  process.emit("uncaughtException", error);
  process.emit("unhandledRejection", error, Promise.resolve());
  expect(told).toEqual(isTold ? [error, error] : []);
});

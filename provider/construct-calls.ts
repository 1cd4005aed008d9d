import { AsyncLocalStorage } from "node:async_hooks";
import { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

/** What the engine says of a construct call, and the SDK's server does not pass on. */
interface ConstructCall {
  /** Address of the resource monitor: each run of the engine has its own. */
  readonly monitor: string;
  /** Stands for the lines of the program that declare the component. */
  readonly trace: string;
  /** URN of the resource with which the component is deleted; empty: none. The SDK makes a provider of it, with half of its URN. */
  readonly deletedWith: string;
}

const calls = new AsyncLocalStorage<ConstructCall>();

/** The construct call that is going on. */
export function currentCall(): ConstructCall | undefined {
  return calls.getStore();
}

/**
 * Keeps what {@link currentCall} gives, and hands the lines of the program on to everything that a call registers: they
 * would otherwise have positions in this package alone.
 */
export function keepConstructCalls(): void {
  // Not every release of the SDK that can be used need have them.
  const request: Partial<ConstructRequest> = ConstructRequest.prototype;
  const registration: Partial<RegisterResourceRequest> = RegisterResourceRequest.prototype;
  if (request.getStackTraceHandle === undefined || registration.setParentstacktracehandle === undefined) return;
  // The server reads the name first, inside the asynchronous context of the call.
  const getName = ConstructRequest.prototype.getName;
  ConstructRequest.prototype.getName = function (this: ConstructRequest) {
    calls.enterWith({
      monitor: this.getMonitorendpoint(),
      trace: this.getStackTraceHandle(),
      deletedWith: this.getDeletedwith(),
    });
    return getName.call(this);
  };
  const setType = RegisterResourceRequest.prototype.setType;
  RegisterResourceRequest.prototype.setType = function (this: RegisterResourceRequest, type: string) {
    const trace = currentCall()?.trace;
    if (trace !== undefined && trace !== "") this.setParentstacktracehandle(trace);
    return setType.call(this, type);
  };
}

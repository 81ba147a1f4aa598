import { errorMessage } from "../../errors";

/** What was brought up, to be taken down in the opposite order, once. */
export class Undo {
  #actions: (() => Promise<void> | void)[] = [];
  #running: Promise<void> | null = null;

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Register before the thing is awaited: a stop in the meantime must find it. */
  add(action: () => Promise<void> | void): void {
    this.#actions.push(action);
  }

  /** Takes everything down; later calls wait for the first. An action that fails is told and doesn't keep the others from running. */
  run(): Promise<void> {
    this.#running ??= this.#takeDown();
    return this.#running;
  }

  async #takeDown(): Promise<void> {
    for (let action = this.#actions.pop(); action; action = this.#actions.pop()) {
      try {
        await action();
      } catch (error) {
        console.error(`  ${errorMessage(error)}`);
      }
    }
  }
}

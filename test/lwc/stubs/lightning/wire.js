/** A wire adapter that provides what a test emits, and remembers what a component last asked it for. */
export function wireAdapter() {
  const connected = new Set();
  return class Adapter {
    static lastConfig;

    static emit(answer) {
      for (const provide of connected) provide({ data: undefined, error: undefined, ...answer });
    }

    constructor(provide) {
      this.provide = provide;
      provide({ data: undefined, error: undefined });
    }

    connect() {
      connected.add(this.provide);
    }

    update(config) {
      Adapter.lastConfig = config;
    }

    disconnect() {
      connected.delete(this.provide);
    }
  };
}

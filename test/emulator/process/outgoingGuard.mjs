/**
 * The entry point of an emulator that may speak to nobody: it watches every way out of a process and then starts the
 * build's own entry point. What goes to another machine, and every name that is looked up, is written to
 * `OUTGOING_LOG`, one line each, and refused; where servers listen is written too.
 */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1)$/u;

function note(kind, what) {
  appendFileSync(process.env.OUTGOING_LOG, `${kind} ${String(what)}\n`);
}

function refuse(kind, what) {
  note(kind, what);
  throw new Error(`An embedded org must not reach out: ${kind} ${String(what)}`);
}

/** Arguments of `connect`: a list that Node has normalized, options, a path, or port and host. */
function target(args) {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === 'object' && first !== null) return first.path ?? first.host ?? 'localhost';
  return typeof first === 'string' && Number.isNaN(Number(first)) ? first : (second ?? 'localhost');
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function guarded(...args) {
  const host = target(args);
  if (!LOOPBACK.test(host)) refuse('connect', host);
  return connect.apply(this, args);
};

const { listen } = net.Server.prototype;
net.Server.prototype.listen = function guarded(...args) {
  const [options] = args;
  const host = typeof options === 'object' && options !== null ? options.host : undefined;
  note('listen', host ?? 'everywhere');
  return listen.apply(this, args);
};

for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  for (const name of Object.getOwnPropertyNames(owner)) {
    if (!/^(?:lookup|resolve|reverse)/u.test(name) || typeof owner[name] !== 'function') continue;
    const original = owner[name];
    owner[name] = function guarded(host, ...rest) {
      if (!LOOPBACK.test(host)) refuse('dns', host);
      return original.call(this, host, ...rest);
    };
  }
}

dgram.createSocket = () => refuse('udp', 'socket');
dgram.Socket.prototype.bind = () => refuse('udp', 'bind');
dgram.Socket.prototype.send = () => refuse('udp', 'send');
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
  childProcess[name] = (command) => refuse('process', command);
}
syncBuiltinESMExports();

if (process.env.OUTGOING_PROBE === undefined) await import('../../../lib/emulator/process/main.js');
else await probe(process.env.OUTGOING_PROBE);

/** Shows that the guard holds: tries one way out. */
async function probe(way) {
  const ways = {
    fetch: () => globalThis.fetch('http://192.0.2.1/'),
    connect: () => net.connect(443, '192.0.2.1'),
    lookup: () => dns.promises.lookup('login.salesforce.com'),
    udp: () => dgram.createSocket('udp4'),
    process: () => childProcess.execFileSync('true'),
  };
  await ways[way]();
}

import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';
import process from 'node:process';

// Loaded into every process of a union by NODE_OPTIONS=--import: writes down, a line each, whom the process turns to.

const file = process.env.KOPRU_RECORD_CONNECTIONS;
const record = (target) => appendFileSync(file, `${target}\n`);

/** Calls `tell` with the arguments of every call of the method, before the method itself. */
function watch(object, method, tell) {
  const real = object[method];
  object[method] = function (...args) {
    tell(...args);
    return real.apply(this, args);
  };
}

// Whatever speaks TCP or TLS, fetch among it, comes through here. A path is a socket of this machine.
watch(net.Socket.prototype, 'connect', (first, second) => {
  const options = Array.isArray(first) ? first[0] : first;
  if (typeof options !== 'object')
    record(`tcp ${typeof second === 'string' ? second : 'localhost'}:${options}`);
  else if (options.path) record(`path ${options.path}`);
  else record(`tcp ${options.host ?? 'localhost'}:${options.port}`);
});
watch(dgram.Socket.prototype, 'connect', (port, address) => record(`udp ${address}:${port}`));
watch(dgram.Socket.prototype, 'send', (...args) =>
  record(`udp ${args.findLast((each) => typeof each === 'string')}`),
);
for (const resolver of [
  dns,
  dns.promises,
  dns.Resolver.prototype,
  dns.promises.Resolver.prototype,
]) {
  for (const method of [
    'lookup',
    'resolve',
    'resolve4',
    'resolve6',
    'resolveAny',
    'resolveSrv',
    'resolveTxt',
  ]) {
    // Of an address nobody is asked.
    if (resolver[method])
      watch(resolver, method, (name) => net.isIP(name) || record(`dns ${name}`));
  }
}

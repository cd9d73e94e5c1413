import { afterEach, expect, test, vi } from 'vitest';
import { OperatorError } from '@kopru/schema';
import { hubCommand, readHubOptions } from '../src/hub.ts';

afterEach(() => void vi.unstubAllEnvs());

/** The options of `kopru hub` without its action. */
function parse(args: readonly string[]) {
  const command = hubCommand().action(() => undefined);
  command.parse(args, { from: 'user' });
  return () => readHubOptions(command.opts());
}

test('all wrong options of the hub are named at once', () => {
  const attempt = parse(['--port', 'soon', '--deadline', 'never']);
  expect(attempt).toThrow(OperatorError);
  for (const word of ['--membership', '--port', '--deadline']) expect(attempt).toThrow(word);
});

test('every option of the hub can come from the environment', () => {
  const environment = {
    KOPRU_MEMBERSHIP: 'm.json',
    KOPRU_PORT: '5000',
    KOPRU_HOST: '0.0.0.0',
    KOPRU_DATA: '/var/lib/kopru',
    KOPRU_QUERIES: 'queries',
    KOPRU_DEADLINE_MS: '900',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  expect(parse([])()).toEqual({
    membership: 'm.json',
    port: 5000,
    host: '0.0.0.0',
    data: '/var/lib/kopru/hub',
    queries: 'queries',
    deadlineMs: 900,
  });
});

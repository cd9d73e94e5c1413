import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../../src/local-registries.ts';

export interface Service {
  image: string;
  command: string[];
  user: string;
  tmpfs: string[];
  restart: string;
  healthcheck: { test: string[] };
  deploy: { resources: { limits: object } };
  networks: string[];
  environment?: Record<string, string>;
  secrets?: { source: string; target: string }[];
  volumes?: string[];
  ports?: string[];
  depends_on?: object;
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, null>;
  networks: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

export const composeFile = join(root, 'docker-compose.yml');

/** As Compose reads it, anchors and merges resolved. A key that stands twice is an error. */
export const compose = parse(readFileSync(composeFile, 'utf8'), {
  merge: true,
  uniqueKeys: true,
}) as Compose;
export const { services } = compose;

export const databaseOf = (folder: string): string => `${folder}-db`;

export * from './curated.ts';
export * from './demonstration.ts';
export * from './synthetic.ts';

export * from './curated.ts';
export * from './synthetic.ts';

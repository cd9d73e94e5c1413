import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/local-registries.ts';

// What the documents show: code blocks by language, and questions with their answers.

export const readDocument = (file: string): string => readFileSync(join(root, file), 'utf8');

export const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, block]) => block!,
  );

export interface Question {
  title: string;
  query: string;
  answer: unknown;
}

/**
 * Of a document in which each second-level heading is a question, followed by its query and its
 * answer.
 */
export function questionsIn(file: string): Question[] {
  return readDocument(file)
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [title = ''] = section.split('\n');
      const [queries, answers] = [blocks(section, 'graphql'), blocks(section, 'json')];
      if (queries.length !== 1 || answers.length !== 1)
        throw new Error(`Expected one query and one answer under "${title}" in ${file}`);
      return { title, query: queries[0]!, answer: JSON.parse(answers[0]!) as unknown };
    });
}

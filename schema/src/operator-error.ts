/** What kind of expected failure stopped a program or a command. */
export type OperatorErrorCode =
  | 'COMMAND'
  | 'IMPORT'
  | 'LAUNCH'
  | 'LISTEN'
  | 'MEMBERSHIP'
  | 'OPTIONS'
  | 'REGISTRY_MODULE'
  | 'ROR_FILE'
  | 'SAVED_QUERIES'
  | 'SEED'
  | 'STORE'
  | 'TABLE'
  | 'TARGET';

/**
 * An expected failure. Its message is one or more sentences for the person who runs the program:
 * what was expected, what came, what to do. A program prints the message without a stack.
 */
export class OperatorError extends Error {
  readonly code: OperatorErrorCode;
  constructor(code: OperatorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

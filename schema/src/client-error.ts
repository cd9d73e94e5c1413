import type { GraphQLFormattedError } from 'graphql';
import { errorMessage, isErrorCode, errorCatalogue } from './errors.ts';

/**
 * The form of an error that a client may see: a code of the catalogue with path, locations and
 * registry. An error of the server itself loses
 * its message, which may reveal internals; `hidden` then says that the caller should log the
 * original.
 */
export function toClientError(error: GraphQLFormattedError): {
  error: GraphQLFormattedError;
  hidden: boolean;
} {
  const { code, registry } = error.extensions ?? {};
  const position = {
    ...(error.path && { path: error.path }),
    ...(error.locations && { locations: error.locations }),
  };
  if (/Document contains more tha[nt] \d+ tokens/.test(error.message)) {
    return {
      error: {
        message: errorMessage('QUERY_TOO_LONG', {}),
        extensions: { code: 'QUERY_TOO_LONG' },
      },
      hidden: false,
    };
  }
  if (!isErrorCode(code) || errorCatalogue[code].blame === 'server') {
    const clientCode = isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR';
    return {
      error: {
        message: errorMessage(clientCode, {} as never),
        ...position,
        extensions: { code: clientCode },
      },
      hidden: true,
    };
  }
  const extensions = { code, ...(typeof registry === 'string' && { registry }) };
  return { error: { message: error.message, ...position, extensions }, hidden: false };
}

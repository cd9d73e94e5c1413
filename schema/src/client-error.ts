import type { GraphQLFormattedError } from 'graphql';
import { errorMessage, isErrorCode, errorCatalogue } from './errors.ts';

/**
 * What a client may see of an error: catalogue codes only, with their path, place and registry. What is nobody's but the server's fault
 * comes without its text, which may speak of internals; `hidden` then says that a log line is due.
 */
export function toClientError(error: GraphQLFormattedError): {
  error: GraphQLFormattedError;
  hidden: boolean;
} {
  const { code, registry } = error.extensions ?? {};
  const place = {
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
    const known = isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR';
    return {
      error: { message: errorMessage(known, {} as never), ...place, extensions: { code: known } },
      hidden: true,
    };
  }
  const extensions = { code, ...(typeof registry === 'string' && { registry }) };
  return { error: { message: error.message, ...place, extensions }, hidden: false };
}

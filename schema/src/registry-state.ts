/** The contract's ReportState, from good to bad. */
export const registryStates = ['OK', 'PARTIAL', 'REFUSED', 'TIMEOUT', 'UNAVAILABLE'] as const;

/** What a registry did for one field: the contract's ReportState. */
export type RegistryState = (typeof registryStates)[number];

/** The worse of two states. A state outside the contract counts as the worst. */
export function worseState<State extends string>(one: State, other: State): State {
  return rankOf(one) >= rankOf(other) ? one : other;
}

/** The report with the worse state. Of two equal states it keeps the first. */
export function worseReport<Report extends { state: string }>(one: Report, other: Report): Report {
  return worseState(one.state, other.state) === one.state ? one : other;
}

function rankOf(state: string): number {
  const rank = (registryStates as readonly string[]).indexOf(state);
  return rank === -1 ? registryStates.length : rank;
}

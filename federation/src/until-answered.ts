interface Health {
  registries: { code: string; answeredSinceStart: boolean }[];
}

/** Polls the hub's health until each of these registries has answered it. */
export async function untilAnswered(
  port: number,
  codes: readonly string[],
  isStopping: () => boolean,
): Promise<void> {
  for (let haveAnswered = false; !haveAnswered && !isStopping();) {
    const health = (await (await fetch(`http://127.0.0.1:${port}/health`)).json()) as Health;
    haveAnswered = codes.every((code) =>
      health.registries.some((each) => each.code === code && each.answeredSinceStart),
    );
    if (!haveAnswered) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

import { createUser } from "../people";
import type { Bench } from "./bench";
import { type Figure, figure, thousands } from "./figure";
import { overview, overviewScope } from "./questions";
import { percentile, timedMs } from "./statistics";

const USERS = 10;
const PASSWORD = "a long enough password";

/** Ten signed-in people at once, each asking one question of the Overview after the other, without a pause. */
export async function httpSuite(bench: Bench): Promise<Figure[]> {
  const { url, shape } = await bench.dataSet();
  const people = Array.from({ length: USERS }, (_, n) => `person-${n}@example.com`);
  await bench.using(url, async (sql) => {
    for (const email of people) await createUser(sql, { email, role: "finance", password: PASSWORD, by: "bench" });
  });
  const server = await bench.startServer(url);
  const questions = overview(overviewScope(shape)).map(({ question }) => `${server.url}/api/v1/query?${addressOf({ ...question })}`);
  try {
    const headers = [];
    for (const email of people) headers.push(await server.signIn(email, PASSWORD));
    for (const address of questions) await ask(address, headers[0] ?? {});
    bench.say(`${USERS} people ask over HTTP`);
    const times: number[] = [];
    const began = performance.now();
    const over = () => performance.now() - began > bench.options.seconds * 1000;
    await Promise.all(
      headers.map(async (own, person) => {
        for (let n = person * 3; !over(); n += 1) times.push(await timedMs(() => ask(questions[n % questions.length] ?? "", own)));
      }),
    );
    const seconds = (performance.now() - began) / 1000;
    const conditions = `${USERS} people without a pause, ${thousands(shape.lines)} calls`;
    return [
      figure("Overview call over HTTP, p50", percentile(times, 0.5), "ms", conditions),
      figure("Overview call over HTTP, p95", percentile(times, 0.95), "ms", conditions, "≤ 150"),
      figure("Overview calls answered", times.length / seconds, "calls/s", conditions),
    ];
  } finally {
    await server.stop();
  }
}

async function ask(address: string, headers: Record<string, string>): Promise<void> {
  const response = await fetch(address, { headers });
  const body = await response.text();
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${body.slice(0, 300)}`);
}

/** The words of a question as an address carries them: lists repeat their name. */
function addressOf(question: Record<string, string | number | readonly string[] | undefined>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(question))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) params.append(name, String(one));
  return params;
}

// What both programs of this folder share: how a step is told, and how something is awaited.
'use strict';

const ZONE = { regionId: 'cn-hangzhou', zoneId: 'cn-hangzhou-h' };
const POLLS_MAX = 600;

/** Does a step of scenario.md and tells what it saw. */
async function step(name, work) {
  console.log(JSON.stringify({ step: name, saw: await work() }));
}

/** Does what must be refused and tells how the client presents that; `present` reads its exception. */
async function refusal(name, present, work) {
  try {
    await work();
  } catch (error) {
    console.log(JSON.stringify({ step: name, ...present(error) }));
    return;
  }
  console.log(JSON.stringify({ step: name, saw: 'no refusal' }));
}

/** Asks again until `holds` is content with the answer, and answers it. */
async function until(ask, holds) {
  for (let i = 0; i < POLLS_MAX; i++) {
    const answer = await ask();
    if (holds(answer)) {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`still not so after ${POLLS_MAX} looks: ${holds}`);
}

module.exports = { ZONE, step, refusal, until };

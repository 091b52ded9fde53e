package dev.stillpoint.demo.report;

import dev.stillpoint.demo.proof.Verdict;
import dev.stillpoint.demo.workload.Latencies;
import java.io.PrintStream;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The report for machines: one JSON document. Durations are in milliseconds, named so. */
public final class JsonReport {
  private final ObjectMapper json =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Prints the document of a finished run. */
  public void print(Ledger ledger, PrintStream out) {
    out.println(json.writeValueAsString(document(ledger)));
    out.flush();
  }

  /** Prints the document of a run that could not be finished. */
  public void printFailure(Ledger ledger, String reason, PrintStream out) {
    ObjectNode root = document(ledger);
    root.put("passed", false).put("failure", reason);
    out.println(json.writeValueAsString(root));
    out.flush();
  }

  private ObjectNode document(Ledger ledger) {
    ObjectNode root = json.createObjectNode();
    root.put("product", "stillpoint").put("document", "demo").put("version", 1);
    root.put("seed", ledger.seed());
    root.put("passed", ledger.allProofsPassed());
    ObjectNode facts = root.putObject("facts");
    ledger.facts().forEach(facts::put);
    ObjectNode figures = root.putObject("figures");
    ledger.figures().forEach(figures::put);
    writing(ledger.writing(), root.putObject("writer"));
    stall(ledger, root.putObject("groupCalls"));
    ArrayNode steps = root.putArray("steps");
    ledger.steps().forEach(step -> step(step, steps.addObject()));
    ArrayNode groups = root.putArray("groups");
    ledger.groups().forEach(group -> group(group, groups.addObject()));
    ArrayNode proofs = root.putArray("proofs");
    ledger.proofs().forEach(proof -> proof(proof, proofs.addObject()));
    ArrayNode marks = root.putArray("timeline");
    ledger.marks().forEach(mark -> mark(mark, marks.addObject()));
    return root;
  }

  private static void writing(Ledger.Writing writing, ObjectNode node) {
    node.put("transactionsBegun", writing.begun());
    node.put("transactionsCompleted", writing.completed());
    node.put("transactionsPerSecond", writing.perSecond());
    node.put("writingMillis", millis(writing.busyNanos()));
    node.put("runMillis", millis(writing.runNanos()));
    Latencies.Distribution latency = writing.latency();
    node.put("writes", latency.count());
    ObjectNode marks = node.putObject("writeLatencyMillis");
    marks.put("p50", millis(latency.p50()));
    marks.put("p99", millis(latency.p99()));
    marks.put("max", millis(latency.max()));
  }

  private static void stall(Ledger ledger, ObjectNode node) {
    Stall stall = Stall.of(ledger.windows());
    long[] calls = ledger.groups().stream().mapToLong(Ledger.Group::callNanos).toArray();
    Latencies.Distribution latency = Latencies.Distribution.of(calls);
    ObjectNode call = node.putObject("callMillis");
    call.put("count", latency.count());
    call.put("p50", millis(latency.p50())).put("p99", millis(latency.p99()));
    call.put("max", millis(latency.max()));
    ObjectNode longest = node.putObject("longestWriteMillis");
    longest.put("windows", ledger.windows().size());
    longest.put("windowMillis", millis(stall.windowNanos()));
    longest.put("medianWithCall", millis(stall.medianWithCall()));
    longest.put("medianWithout", millis(stall.medianWithout()));
    longest.put("maxWithCall", millis(stall.longestWithCall()));
    longest.put("maxWithout", millis(stall.longestWithout()));
  }

  private static void step(Ledger.Step step, ObjectNode node) {
    node.put("number", step.number()).put("title", step.title());
    node.put("millis", millis(step.nanos()));
  }

  private static void group(Ledger.Group group, ObjectNode node) {
    node.put("snapshotGroupId", group.id()).put("selection", group.selection());
    node.put("disks", group.disks()).put("cutLsn", group.cutLsn()).put("cutTime", group.cutTime());
    node.put("callMillis", millis(group.callNanos()));
    ObjectNode digests = node.putObject("sha256");
    group.digests().forEach(digests::put);
  }

  private static void proof(Ledger.Proof proof, ObjectNode node) {
    Verdict verdict = proof.verdict();
    node.put("title", proof.title()).put("passed", proof.passed());
    node.put("expected", proof.expectation().name());
    node.put("transactions", verdict.transactions()).put("committed", verdict.committed());
    node.put("youngest", verdict.youngest()).put("comparisons", verdict.pairs());
    node.put("violationCount", verdict.violationCount());
    ObjectNode violations = node.putObject("violations");
    verdict.violations().forEach((rule, count) -> violations.put(rule.name(), count));
    ArrayNode examples = node.putArray("examples");
    verdict.examples().forEach(examples::add);
    if (!proof.detail().isEmpty()) {
      node.put("detail", proof.detail()).put("detailHeld", proof.detailHeld());
    }
  }

  private static void mark(Ledger.Mark mark, ObjectNode node) {
    node.put("kind", mark.kind().name()).put("atMillis", millis(mark.nanos()));
  }

  /** To the microsecond. */
  private static double millis(long nanos) {
    return Math.round(nanos / 1e3) / 1e3;
  }
}

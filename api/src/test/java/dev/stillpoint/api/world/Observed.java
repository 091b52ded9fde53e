package dev.stillpoint.api.world;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.action.Product;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.api.render.Node;
import dev.stillpoint.control.fault.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * What actions were seen to read, to show and to refuse while the tests of this room ran; {@code
 * docs/api-coverage.md} is made of it. Written to {@code target/observed-api.tsv} when the tests
 * have ended, a line each: version, action, kind, name. Thread-safe.
 */
public final class Observed {
  private static final Path FILE = Path.of("target", "observed-api.tsv");
  private static final Set<String> LINES = new ConcurrentSkipListSet<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Observed::write));
  }

  private Observed() {}

  /** The same product, watched. */
  public static Product watching(Product product) {
    List<Action> watched = new ArrayList<>();
    for (String name : product.actionNames()) {
      try {
        watched.add(new Watched(product.version(), product.action(name)));
      } catch (ApiFault e) {
        throw new AssertionError("an action that is listed is not found: " + name, e);
      }
    }
    return new Product(product.version(), watched);
  }

  private static void write() {
    try {
      Files.createDirectories(FILE.getParent());
      Files.write(FILE, LINES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Watched(String version, Action action) implements Action {
    @Override
    public String name() {
      return action.name();
    }

    @Override
    public Fields perform(Invocation invocation) throws ApiFault, Refusal {
      note("action", name());
      Arguments arguments =
          invocation
              .arguments()
              .watchedBy((name, use) ->
                  note(use == Arguments.Use.READ ? "read" : "refused", numbersLeftOut(name)));
      try {
        Fields answer =
            action.perform(
                new Invocation(
                    arguments, invocation.caller(), invocation.host(), invocation.requestId()));
        members("", answer.build());
        return answer;
      } catch (ApiFault fault) {
        note("error", fault.status() + " " + fault.code());
        throw fault;
      } catch (Refusal refusal) {
        note("error", refusal.code().status() + " " + refusal.code().code());
        throw refusal;
      }
    }

    /** {@code Tag.3.Key} and {@code Tag.1.Key} are one parameter: {@code Tag.N.Key}. */
    private static String numbersLeftOut(String name) {
      return name.replaceAll("\\.\\d+(?=\\.|$)", ".N");
    }

    private void members(String path, Node node) {
      switch (node) {
        case Node.Struct struct -> {
          for (Map.Entry<String, Node> member : struct.members().entrySet()) {
            String inner = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            members(inner, member.getValue());
          }
        }
        case Node.Items items -> items.items().forEach(item -> members(path + "[]", item));
        case Node.Text _, Node.Whole _, Node.Fraction _, Node.Flag _ -> note("shown", path);
      }
    }

    private void note(String kind, String name) {
      LINES.add(version + "\t" + action.name() + "\t" + kind + "\t" + name);
    }
  }
}

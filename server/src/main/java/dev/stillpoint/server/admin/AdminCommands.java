package dev.stillpoint.server.admin;

import dev.stillpoint.block.Scrubbing;
import dev.stillpoint.control.Control;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.operator.NotPossible;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every command by its name. A request is one line of JSON, {@code {"command":"account
 * disable","arguments":{"account":"…"}}}; the answer is one line, {@code {"answer":…}} or {@code
 * {"fault":"a sentence","code":"of the API, if it has one"}}. Safe for use by several threads at
 * once.
 */
public final class AdminCommands {
  private static final System.Logger LOG = System.getLogger(AdminCommands.class.getName());

  private final Map<String, AdminCommand> commands = new TreeMap<>();

  /**
   * @param pool what can be scrubbed
   * @param status what {@code status} answers: where the server listens
   */
  public AdminCommands(Control control, Scrubbing pool, Supplier<Map<String, Object>> status) {
    commands.put("status", _ -> status.get());
    commands.putAll(AccountCommands.over(control.operator().accounts()));
    commands.putAll(PlaceCommands.over(control.operator().places()));
    commands.putAll(ResourceCommands.over(control));
    commands.putAll(ScrubCommands.over(pool, control.operator()));
  }

  /** Answers one line. Never throws for anything that a line can hold. */
  String answer(String line) {
    Map<String, Object> reply = new LinkedHashMap<>();
    String name = "";
    try {
      JsonNode request = JsonMapper.shared().readTree(line);
      name = request.path("command").asString("");
      AdminCommand command = commands.get(name);
      if (command == null) {
        throw new NotPossible("There is no command \"" + name + "\".");
      }
      Map<String, String> arguments = new TreeMap<>();
      request
          .path("arguments")
          .properties()
          .forEach(entry -> arguments.put(entry.getKey(), entry.getValue().asString("")));
      reply.put("answer", command.answer(new Given(arguments)));
      // Who waits asks how it stands once a second: that is nobody's deed.
      LOG.log(
          name.equals(ScrubCommands.STATUS) ? System.Logger.Level.DEBUG : System.Logger.Level.INFO,
          "operator: {0} {1}",
          name,
          arguments);
    } catch (JacksonException notJson) {
      reply.put("fault", "The request is not one line of JSON.");
    } catch (NotPossible fault) {
      reply.put("fault", fault.getMessage());
    } catch (Refusal refusal) {
      reply.put("fault", refusal.getMessage());
      reply.put("code", refusal.code().code());
    } catch (RuntimeException broken) {
      LOG.log(System.Logger.Level.ERROR, "operator: " + name + " failed inside", broken);
      reply.clear();
      reply.put("fault", "The command failed for a reason inside the server; its log says more.");
    }
    return JsonMapper.shared().writeValueAsString(reply);
  }
}

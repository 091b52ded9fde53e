package dev.stillpoint.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.action.Product;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.api.rpc.AccessKey;
import dev.stillpoint.api.rpc.Authentication;
import dev.stillpoint.api.rpc.Request;
import dev.stillpoint.api.rpc.RpcLimits;
import dev.stillpoint.api.rpc.SigningClient;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The door: from a request to a reply, whatever was sent. */
class ApiTest {
  private static final String UUID =
      "[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}";

  private final Api api =
      new Api(
          new Authentication(
              id -> Optional.of(new AccessKey(id, "s", "7", true)),
              InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")),
              RpcLimits.DEFAULT),
          List.of(
              new Product("2014-05-26", List.of(new Echo(), new Breaks(), new SaysNo())),
              new Product("2015-05-01", List.of(new Other()))),
          new Random(1));
  private int nonce;

  @Test
  void answersInJsonWithARequestId() {
    Reply reply = call(Map.of("Action", "Echo", "Text", "a b", "Unknown", "x"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.contentType()).isEqualTo("application/json;charset=utf-8");
    assertThat(reply.requestId()).matches(UUID);
    assertThat(text(reply))
        .isEqualTo(
            "{\"Text\":\"a b\",\"Account\":\"7\",\"RequestId\":\"" + reply.requestId() + "\"}");
  }

  @Test
  void answersInXmlWhenNoFormatIsGiven() {
    Reply reply = call(Map.of("Action", "Echo", "Text", "x", "Format", ""));
    assertThat(reply.contentType()).isEqualTo("text/xml;charset=utf-8");
    assertThat(text(reply)).contains("<EchoResponse><Text>x</Text>").endsWith("</EchoResponse>");
  }

  @Test
  void errorsCarryEveryMember() {
    Reply reply = call(Map.of("Action", "SaysNo"));
    assertThat(reply.status()).isEqualTo(404);
    assertThat(text(reply))
        .isEqualTo(
            "{\"RequestId\":\""
                + reply.requestId()
                + "\",\"HostId\":\"host.example:1\",\"Code\":\"InvalidDiskId.NotFound\","
                + "\"Message\":\"There is no disk d-1.\",\"Recommend\":\"\"}");
  }

  @Test
  void errorsAreXmlWhenNoFormatIsGiven() {
    Reply reply = call(Map.of("Action", "SaysNo", "Format", "xml"));
    assertThat(text(reply)).contains("<Error><RequestId>").contains("<Code>InvalidDiskId.NotFound");
  }

  @Test
  void aBrokenActionIsAnInternalErrorThatTellsNothing() {
    Reply reply = call(Map.of("Action", "Breaks"));
    assertThat(reply.status()).isEqualTo(500);
    assertThat(text(reply)).contains("\"Code\":\"InternalError\"").doesNotContain("inside detail");
  }

  @Test
  void versionsAreProducts() {
    assertThat(text(call(Map.of("Action", "Other", "Version", "2015-05-01"))))
        .contains("RequestId");
    assertThat(code(call(Map.of("Action", "Other")))).isEqualTo("404 InvalidAction.NotFound");
    assertThat(code(call(Map.of("Action", "Echo", "Version", "1999-01-01"))))
        .isEqualTo("400 InvalidVersion");
    assertThat(code(call(Map.of("Action", "Echo", "Version", "")))).isEqualTo("400 MissingVersion");
    assertThat(code(call(Map.of("Action", "")))).isEqualTo("400 MissingAction");
    assertThat(code(call(Map.of("Action", "echo")))).isEqualTo("404 InvalidAction.NotFound");
  }

  @Test
  void anUnknownFormatIsRefused() {
    Reply reply = call(Map.of("Action", "Echo", "Format", "YAML"));
    assertThat(text(reply)).contains("<Code>InvalidParameter.Format</Code>");
  }

  @Test
  void onlyGetAndPostOfTheRootAreServed() {
    assertThat(code(api.handle(request("PUT", "/", "Format=JSON"))))
        .isEqualTo("400 UnsupportedHTTPMethod");
    assertThat(code(api.handle(request("GET", "/x", "Format=json"))))
        .isEqualTo("404 InvalidApi.NotFound");
  }

  @Test
  void aRequestThatCannotBeReadIsAnsweredInTheFormatItSeemsToWant() {
    Reply json = api.handle(request("GET", "/", "Format=json&A=%"));
    assertThat(code(json)).isEqualTo("400 InvalidParameter");
    Reply xml = api.handle(request("GET", "/", "A=%"));
    assertThat(text(xml)).contains("<Code>InvalidParameter</Code>");
  }

  private Reply call(Map<String, String> parameters) {
    Map<String, String> all = new TreeMap<>();
    all.put("AccessKeyId", "k");
    all.put("Format", "JSON");
    all.put("SignatureMethod", "HMAC-SHA1");
    all.put("SignatureNonce", "n" + nonce++);
    all.put("SignatureVersion", "1.0");
    all.put("Timestamp", "2026-01-01T00:00:00Z");
    all.put("Version", "2014-05-26");
    all.putAll(parameters);
    return api.handle(request("POST", "/", SigningClient.signedQuery("POST", all, "s", true)));
  }

  private static Request request(String method, String path, String query) {
    return new Request(method, path, query, Map.of("Host", List.of("host.example:1")), new byte[0]);
  }

  private static String text(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private static String code(Reply reply) {
    String text = text(reply);
    int start = text.indexOf("\"Code\":\"") + 8;
    return reply.status() + " " + text.substring(start, text.indexOf('"', start));
  }

  private static final class Echo implements Action {
    @Override
    public Fields perform(Invocation invocation) throws ApiFault {
      return new Fields()
          .text("Text", invocation.arguments().required("Text"))
          .text("Account", invocation.caller().accountId());
    }
  }

  private static final class Breaks implements Action {
    @Override
    public Fields perform(Invocation invocation) {
      throw new IllegalStateException("inside detail");
    }
  }

  private static final class SaysNo implements Action {
    @Override
    public Fields perform(Invocation invocation) throws Refusal {
      throw new Refusal(GroupError.INVALID_DISK_ID_NOT_FOUND, "d-1");
    }
  }

  private static final class Other implements Action {
    @Override
    public Fields perform(Invocation invocation) throws ApiFault {
      if (invocation.caller().accountId().isEmpty()) {
        throw CommonError.INTERNAL_ERROR.with();
      }
      return new Fields();
    }
  }
}

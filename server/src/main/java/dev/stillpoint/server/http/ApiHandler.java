package dev.stillpoint.server.http;

import dev.stillpoint.api.Api;
import dev.stillpoint.api.Reply;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import dev.stillpoint.block.Invariant;
import dev.stillpoint.server.priority.Courtesy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands every request to the API. Runs on a virtual thread of its own for each. */
final class ApiHandler extends Handler.Abstract {
  private static final byte[] NO_BODY = {};

  private final Api api;
  private final HttpLimits limits;
  private final Lines lines;

  ApiHandler(Api api, HttpLimits limits, Lines lines) {
    this.api = api;
    this.limits = limits;
    this.lines = lines;
  }

  /**
   * A request with neither a length nor chunks has no body, even a POST: so the older Java SDK
   * sends its calls.
   */
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Line line = (Line) request.getConnectionMetaData().getConnection().getEndPoint();
    Request.addCompletionListener(request, _ -> lines.done(line));
    Exchange exchange = new Exchange(line, request, response, callback);
    if (request.getLength() == 0) {
      exchange.whole(NO_BODY);
    } else if (request.getLength() > limits.bodyBytesMax()) {
      exchange.givenUp(CommonError.BODY_TOO_LARGE.with(limits.bodyBytesMax()));
    } else {
      Arrival arrival = new Arrival(request, limits.bodyBytesMax(), exchange);
      lines.awaits(line, arrival::giveUp);
      arrival.go();
    }
    return true;
  }

  private static dev.stillpoint.api.rpc.Request received(Request request, byte[] body) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (HttpField field : request.getHeaders()) {
      headers
          .computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(Objects.requireNonNullElse(field.getValue(), ""));
    }
    return new dev.stillpoint.api.rpc.Request(
        request.getMethod(),
        request.getHttpURI().getPath(),
        Objects.requireNonNullElse(request.getHttpURI().getQuery(), ""),
        headers,
        body,
        Peer.address(request.getConnectionMetaData().getRemoteSocketAddress()));
  }

  /** One request and the answer to it. */
  private final class Exchange implements Arrival.Taker {
    private final Line line;
    private final Request request;
    private final Response response;
    private final Callback callback;

    Exchange(Line line, Request request, Response response, Callback callback) {
      this.line = line;
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    @Override
    public void whole(byte[] body) {
      if (!lines.works(line)) {
        givenUp(CommonError.SERVICE_UNAVAILABLE.with());
        return;
      }
      Courtesy.stepBack();
      answer(reply(received(request, body)));
    }

    @Override
    public void givenUp(ApiFault fault) {
      answer(api.refuse(received(request, NO_BODY), fault));
    }

    /** An invariant that does not hold takes its room out of service, not the HTTP server. */
    private Reply reply(dev.stillpoint.api.rpc.Request received) {
      try {
        return api.handle(received);
      } catch (Invariant.Broken broken) {
        return api.failure(received, broken);
      }
    }

    private void answer(Reply reply) {
      response.setStatus(reply.status());
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
      response.getHeaders().put("x-acs-request-id", reply.requestId());
      reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
      if (!lines.answers(line, reply.body().length)) {
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
      }
      response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }
  }
}

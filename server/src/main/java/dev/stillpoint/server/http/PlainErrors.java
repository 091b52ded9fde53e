package dev.stillpoint.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what is not even HTTP, or too long for it, in one line that tells nothing of us. */
final class PlainErrors extends ErrorHandler {
  private static final System.Logger LOG = System.getLogger(PlainErrors.class.getName());

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String line = response.getStatus() + " " + HttpStatus.getMessage(response.getStatus()) + "\n";
    String requestId = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    LOG.log(
        System.Logger.Level.INFO, "{0} refused with status {1}", requestId, response.getStatus());
    response.getHeaders().put("x-acs-request-id", requestId);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    response.write(true, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }
}

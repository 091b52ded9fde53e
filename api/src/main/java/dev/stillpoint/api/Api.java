package dev.stillpoint.api;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.action.Mentions;
import dev.stillpoint.api.action.Product;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.api.render.Format;
import dev.stillpoint.api.rpc.Authentication;
import dev.stillpoint.api.rpc.Call;
import dev.stillpoint.api.rpc.FormatChoice;
import dev.stillpoint.api.rpc.Parameters;
import dev.stillpoint.api.rpc.Request;
import dev.stillpoint.api.throttle.Throttle;
import dev.stillpoint.control.fault.AccessDenial;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Principal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The door: one request in, one reply out, whatever was sent. The order is: method, path,
 * parameters, signature (see {@link Authentication}), version, action, throttling, and then the
 * action's own. Safe for use by several threads at once.
 */
public final class Api {
  private static final System.Logger LOG = System.getLogger(Api.class.getName());

  /** A host's name has at most so many; what is longer is none and is not sent back. */
  private static final int HOST_CHARS_MAX = 255 + ":65535".length();

  private final Authentication authentication;
  private final Map<String, Product> products = new TreeMap<>();
  private final RandomGenerator random;
  private final Throttle throttle;

  /**
   * @param products told apart by version
   * @param random makes the request IDs; safe for several threads, such as SecureRandom
   */
  public Api(Authentication authentication, List<Product> products, RandomGenerator random) {
    this(authentication, products, random, Throttle.none());
  }

  /** As above, for callers that are held up when they call too often. */
  public Api(
      Authentication authentication,
      List<Product> products,
      RandomGenerator random,
      Throttle throttle) {
    this.authentication = authentication;
    this.random = random;
    this.throttle = throttle;
    for (Product product : products) {
      if (this.products.put(product.version(), product) != null) {
        throw new IllegalArgumentException("two products share version " + product.version());
      }
    }
  }

  /** Answers a request. Never throws for anything that a caller can send. */
  public Reply handle(Request request) {
    String requestId = requestId();
    Format format = FormatChoice.beforeParsing(request);
    try {
      checkAddress(request);
      Parameters parameters = authentication.read(request);
      format = FormatChoice.of(request, parameters);
      Call call = authentication.verify(request, parameters);
      Action action = product(call.version()).action(call.action());
      Invocation invocation = invocation(request, call, requestId);
      throttle.pass(invocation.caller(), action.name());
      Fields answer = action.perform(invocation);
      LOG.log(System.Logger.Level.DEBUG, "{0} {1} done", requestId, action.name());
      answer.text("RequestId", requestId);
      byte[] body = format.write(action.name() + "Response", answer.build());
      return new Reply(200, format.contentType(), requestId, Map.of(), body);
    } catch (ApiFault fault) {
      LOG.log(System.Logger.Level.DEBUG, "{0} refused with {1}", requestId, fault.code());
      return refusal(fault, format, request, requestId);
    } catch (Refusal refused) {
      return refusal(fault(refused, requestId), format, request, requestId);
    } catch (RuntimeException broken) {
      return broken(broken, format, request, requestId);
    }
  }

  /**
   * Answers a request whose handling ended in an error that only the outermost room catches, such
   * as a broken invariant. Nothing of the cause is told to the caller.
   */
  public Reply failure(Request request, Throwable cause) {
    return broken(cause, FormatChoice.beforeParsing(request), request, requestId());
  }

  /** Answers a request that could not be received as a whole. */
  public Reply refuse(Request request, ApiFault fault) {
    String requestId = requestId();
    LOG.log(System.Logger.Level.INFO, "{0} refused with {1}", requestId, fault.code());
    return refusal(fault, FormatChoice.beforeParsing(request), request, requestId);
  }

  private static Reply broken(Throwable cause, Format format, Request request, String requestId) {
    LOG.log(System.Logger.Level.ERROR, "call " + requestId + " failed inside", cause);
    return refusal(CommonError.INTERNAL_ERROR.with(), format, request, requestId);
  }

  private static ApiFault fault(Refusal refused, String requestId) {
    boolean ours = refused.code().status() >= 500;
    LOG.log(
        ours ? System.Logger.Level.ERROR : System.Logger.Level.DEBUG,
        "call " + requestId + " refused with " + refused.code().code(),
        ours ? refused : refused.getCause());
    return new ApiFault(
        refused.code().status(),
        refused.code().code(),
        refused.getMessage(),
        refused.denial().orElse(null));
  }

  private static void checkAddress(Request request) throws ApiFault {
    if (!request.method().equals("GET") && !request.method().equals("POST")) {
      throw CommonError.UNSUPPORTED_METHOD.with(request.method());
    }
    if (!request.path().equals("/")) {
      throw CommonError.UNKNOWN_PATH.with(request.path());
    }
  }

  private Product product(String version) throws ApiFault {
    if (version.isEmpty()) {
      throw CommonError.MISSING_VERSION.with();
    }
    Product product = products.get(version);
    if (product == null) {
      throw CommonError.UNKNOWN_VERSION.with(version);
    }
    return product;
  }

  private static Invocation invocation(Request request, Call call, String requestId) {
    return new Invocation(
        new Arguments(call.parameters()),
        new Caller(
            call.key().account(),
            call.key().principal(),
            request.remoteAddress(),
            call.key().principal() instanceof Principal.Root
                ? List.of()
                : Mentions.in(call.action(), call.parameters())),
        host(request),
        requestId);
  }

  private static Reply refusal(ApiFault fault, Format format, Request request, String requestId) {
    Fields error =
        new Fields()
            .text("RequestId", requestId)
            .text("HostId", host(request))
            .text("Code", fault.code())
            .text("Message", fault.getMessage())
            .text("Recommend", "");
    fault.denial().ifPresent(denial -> error.struct("AccessDeniedDetail", detail(denial)));
    byte[] body = format.write("Error", error.build());
    return new Reply(fault.status(), format.contentType(), requestId, fault.headers(), body);
  }

  private static Fields detail(AccessDenial denial) {
    return new Fields()
        .text("AuthAction", denial.action())
        .text("AuthPrincipalType", denial.principalType())
        .text("AuthPrincipalOwnerId", denial.ownerId())
        .text("AuthPrincipalDisplayName", denial.displayName())
        .text("NoPermissionType", denial.noPermissionType())
        .text("PolicyType", denial.policyType())
        .text("EncodedDiagnosticMessage", diagnostic(denial));
  }

  /** Opaque to clients: what was asked for, as the policy that is missing would have to name it. */
  private static String diagnostic(AccessDenial denial) {
    byte[] text = (denial.action() + " " + denial.resource()).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(text);
  }

  private static String host(Request request) {
    String host = request.header("host").orElse("localhost");
    return host.length() > HOST_CHARS_MAX ? "" : host;
  }

  private String requestId() {
    // Bits 12 to 15 of the high half and the two top bits of the low half mark a random UUID.
    long high = (random.nextLong() & 0xFFFFFFFF_FFFF0FFFL) | 0x4000L;
    long low = (random.nextLong() & 0x3FFFFFFF_FFFFFFFFL) | 0x80000000_00000000L;
    return new UUID(high, low).toString().toUpperCase(Locale.ROOT);
  }
}

package dev.stillpoint.api.world;

import dev.stillpoint.api.Api;
import dev.stillpoint.api.Reply;
import dev.stillpoint.api.action.Product;
import dev.stillpoint.api.ecs.EcsProduct;
import dev.stillpoint.api.rpc.AccessKey;
import dev.stillpoint.api.rpc.AccessKeys;
import dev.stillpoint.api.rpc.Authentication;
import dev.stillpoint.api.rpc.Request;
import dev.stillpoint.api.rpc.RpcLimits;
import dev.stillpoint.api.rpc.SigningClient;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.CatalogFault;
import dev.stillpoint.control.account.Accounts;
import dev.stillpoint.control.contract.ApiVersion;
import dev.stillpoint.control.world.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signed calls of the API, as they come off the wire, over real rules and an engine in memory. Time
 * is the world's.
 */
public final class ApiWorld implements AutoCloseable {
  /** What a call was answered. */
  public record Answer(int status, JsonNode body) {
    /**
     * {@code 200}, or status and code of the refusal, such as {@code 404 InvalidDiskId.NotFound}.
     */
    public String outcome() {
      return status == 200 ? "200" : status + " " + body.path("Code").asString();
    }

    /** The text at a JSON pointer; empty if there is none. */
    public String text(String pointer) {
      return body.at(pointer).asString("");
    }
  }

  private final World world;
  private final UnaryOperator<Product> watch;
  private int nonces;

  public ApiWorld(Path directory) throws CatalogFault, BlockFault {
    this(directory, Observed::watching);
  }

  private ApiWorld(Path directory, UnaryOperator<Product> watch) throws CatalogFault, BlockFault {
    world = new World(directory);
    this.watch = watch;
  }

  /** A world of which {@code docs/api-coverage.md} tells nothing, since calls of chance fill it. */
  public static ApiWorld unobserved(Path directory) throws CatalogFault, BlockFault {
    return new ApiWorld(directory, UnaryOperator.identity());
  }

  /** What lies below the API. */
  public World world() {
    return world;
  }

  /** Calls an action of the cloud server API as the first account, with parameters in pairs. */
  public Answer call(String action, String... pairs) {
    Accounts.AccessKey root = world.control().accounts().firstStart();
    return call(new AccessKey(root.id(), root.secret(), root.accountId(), true), action, pairs);
  }

  /** Calls an action of the cloud server API with this key. */
  public Answer call(AccessKey key, String action, String... pairs) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("RegionId", "cn-hangzhou");
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.put(pairs[i], pairs[i + 1]);
    }
    return send(key, EcsProduct.VERSION, action, parameters);
  }

  /** Calls an action of the key store as the first account, with parameters in pairs. */
  public Answer kms(String action, String... pairs) {
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.put(pairs[i], pairs[i + 1]);
    }
    Accounts.AccessKey root = world.control().accounts().firstStart();
    AccessKey key = new AccessKey(root.id(), root.secret(), root.accountId(), true);
    return send(key, ApiVersion.KMS.version(), action, parameters);
  }

  /** Calls an action on resource groups as the first account, with parameters in pairs. */
  public Answer manage(String action, String... pairs) {
    Accounts.AccessKey root = world.control().accounts().firstStart();
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.put(pairs[i], pairs[i + 1]);
    }
    return send(
        new AccessKey(root.id(), root.secret(), root.accountId(), true),
        ApiVersion.RESOURCE_MANAGER.version(),
        action,
        parameters);
  }

  /** Sends a call of any product, with exactly these parameters besides the protocol's own. */
  public Answer send(AccessKey key, String version, String action, Map<String, String> given) {
    Instant now = world.foundation().clock().instant();
    Map<String, String> parameters = new TreeMap<>(given);
    parameters.put("Action", action);
    parameters.put("Version", version);
    parameters.put("Format", "JSON");
    parameters.put("AccessKeyId", key.id());
    parameters.put("SignatureMethod", "HMAC-SHA1");
    parameters.put("SignatureVersion", "1.0");
    parameters.put("SignatureNonce", "n" + nonces++);
    parameters.put("Timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
    String query = SigningClient.signedQuery("POST", parameters, key.secret(), true);
    Reply reply =
        api()
            .handle(
                new Request("POST", "/", query, Map.of("host", List.of("localhost")), new byte[0]));
    return new Answer(
        reply.status(),
        JsonMapper.shared().readTree(new String(reply.body(), StandardCharsets.UTF_8)));
  }

  private Api api() {
    return new Api(
        new Authentication(
            AccessKeys.of(world.control().access().credentials()),
            world.foundation().clock(),
            RpcLimits.DEFAULT),
        products().stream().map(watch).toList(),
        new SplittableRandom(7));
  }

  /** Everything that is served. */
  public List<Product> products() {
    return List.of(
        EcsProduct.over(world.control()),
        table(ApiVersion.KMS),
        table(ApiVersion.RESOURCE_MANAGER),
        table(ApiVersion.RAM),
        table(ApiVersion.STS));
  }

  private Product table(ApiVersion api) {
    return Product.over(world.control().actions(), api);
  }

  /** A Running instance with its system disk. */
  public String instance() {
    return call("RunInstances", "ImageId", "any", "InstanceType", "ecs.any", "Amount", "1")
        .text("/InstanceIdSets/InstanceIdSet/0");
  }

  /** An ESSD disk of 20 GiB that was never attached. */
  public String disk() {
    return call("CreateDisk", "ZoneId", "cn-hangzhou-h", "DiskCategory", "cloud_essd", "Size", "20")
        .text("/DiskId");
  }

  /** An ESSD disk of 20 GiB, attached to an instance. */
  public String diskOf(String instanceId) {
    String diskId = disk();
    call("AttachDisk", "InstanceId", instanceId, "DiskId", diskId);
    return diskId;
  }

  @Override
  public void close() {
    world.close();
  }
}

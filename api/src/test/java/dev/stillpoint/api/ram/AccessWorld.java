package dev.stillpoint.api.ram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.rpc.AccessKey;
import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import dev.stillpoint.control.account.Accounts;
import dev.stillpoint.control.contract.ApiVersion;
import java.util.Map;
import java.util.TreeMap;

/** Users, roles and policies in a world, made through the API as anybody would. */
final class AccessWorld {
  /** Whoever belongs to the first account may take the role on. */
  static final String TRUST =
      document(
          "'Effect':'Allow','Action':'sts:AssumeRole',"
              + "'Principal':{'RAM':['acs:ram::1000000000000001:root']}");

  private final ApiWorld api;

  AccessWorld(ApiWorld api) {
    this.api = api;
  }

  /** The first account's own key. */
  AccessKey root() {
    Accounts.AccessKey key = api.world().control().accounts().firstStart();
    return new AccessKey(key.id(), key.secret(), key.accountId(), true);
  }

  /** Another account's own key. */
  AccessKey otherAccount() {
    var made = api.world().control().operator().accounts().create();
    return new AccessKey(made.accessKeyId(), made.accessKeySecret(), made.accountId(), true);
  }

  /** Calls an action of access management. */
  Answer ram(AccessKey key, String action, String... pairs) {
    return api.send(key, ApiVersion.RAM.version(), action, parameters(pairs));
  }

  /** Calls an action of access management as the first account, and it is done. */
  Answer done(String action, String... pairs) {
    Answer answer = ram(root(), action, pairs);
    assertThat(answer.outcome()).as("%s: %s", action, answer.body()).isEqualTo("200");
    return answer;
  }

  /** Calls an action of the tokens' product. */
  Answer sts(AccessKey key, String action, String... pairs) {
    return api.send(key, ApiVersion.STS.version(), action, parameters(pairs));
  }

  /** A new user's key; the user may do nothing. */
  AccessKey user(String name) {
    done("CreateUser", "UserName", name);
    Answer key = done("CreateAccessKey", "UserName", name);
    return new AccessKey(
        key.text("/AccessKey/AccessKeyId"),
        key.text("/AccessKey/AccessKeySecret"),
        root().account(),
        true);
  }

  /** Writes a policy of one statement; quotes are apostrophes. */
  void policy(String name, String statement) {
    done("CreatePolicy", "PolicyName", name, "PolicyDocument", document(statement));
  }

  static String document(String statement) {
    return ("{'Version':'1','Statement':[{" + statement + "}]}").replace('\'', '"');
  }

  /** Writes a policy of one statement and gives it to a user. */
  void allow(String userName, String policyName, String statement) {
    policy(policyName, statement);
    attach(userName, "Custom", policyName);
  }

  /** Gives a user a policy. */
  void attach(String userName, String type, String policyName) {
    done("AttachPolicyToUser", "UserName", userName, "PolicyType", type, "PolicyName", policyName);
  }

  private static Map<String, String> parameters(String... pairs) {
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.put(pairs[i], pairs[i + 1]);
    }
    return parameters;
  }
}

package dev.stillpoint.cli.admin;

import java.util.Map;

/** The few lines that point a client at a server. */
enum ClientLines {
  SHELL("Shell variables; with --export as lines to evaluate") {
    @Override
    String of(Endpoint server) {
      StringBuilder text = new StringBuilder();
      for (Map.Entry<String, String> variable : server.variables().entrySet()) {
        text.append(variable.getKey()).append('=').append(variable.getValue()).append('\n');
      }
      return text.toString();
    }
  },
  TERRAFORM("Terraform, provider alicloud; it wants the secret as a variable or here") {
    @Override
    String of(Endpoint server) {
      return """
      provider "alicloud" {
        region                 = "%s"
        access_key             = "%s"
        secret_key             = "%s"
        protocol               = "HTTP"
        skip_region_validation = true
        account_id             = "1000000000000001"
        account_type           = "Domestic"
        endpoints {
          ecs = "%s"
        }
      }
      """
          .formatted(server.region(), server.keyId(), server.secret(), server.hostPort());
    }
  },
  ALIYUN("The aliyun command line; --insecure selects plain HTTP") {
    @Override
    String of(Endpoint server) {
      return """
      aliyun ecs DescribeDisks --region %s --endpoint %s --insecure \\
        --access-key-id %s --access-key-secret %s
      """
          .formatted(server.region(), server.hostPort(), server.keyId(), server.secret());
    }
  },
  JAVA("Java, com.aliyun:ecs20140526; the key comes from the credentials file") {
    @Override
    String of(Endpoint server) {
      return """
      // with ALIBABA_CLOUD_CREDENTIALS_FILE=%s
      Config config = new Config().setProtocol("http").setEndpoint("%s").setRegionId("%s")
          .setCredential(new com.aliyun.credentials.Client());
      """
          .formatted(server.credentials(), server.hostPort(), server.region());
    }
  },
  PYTHON("Python, alibabacloud_ecs20140526; the key comes from the credentials file") {
    @Override
    String of(Endpoint server) {
      return """
      # with ALIBABA_CLOUD_CREDENTIALS_FILE=%s
      Config(protocol='http', endpoint='%s', region_id='%s', credential=CredentialClient())
      """
          .formatted(server.credentials(), server.hostPort(), server.region());
    }
  },
  NODE("Node, @alicloud/ecs20140526; the key comes from the credentials file") {
    @Override
    String of(Endpoint server) {
      return """
      // with ALIBABA_CLOUD_CREDENTIALS_FILE=%s
      new Config({ protocol: 'http', endpoint: '%s', regionId: '%s', credential: new Credential() })
      """
          .formatted(server.credentials(), server.hostPort(), server.region());
    }
  },
  GO("Go, alibaba-cloud-sdk-go; it wants the secret as an argument") {
    @Override
    String of(Endpoint server) {
      return """
      client, err := ecs.NewClientWithAccessKey("%s", "%s", os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"))
      request.Domain = "%s"
      request.Scheme = "HTTP"
      """
          .formatted(server.region(), server.keyId(), server.hostPort());
    }
  };

  private final String title;

  ClientLines(String title) {
    this.title = title;
  }

  /** What the lines are for. */
  String title() {
    return title;
  }

  /** The lines for a server. */
  abstract String of(Endpoint server);
}

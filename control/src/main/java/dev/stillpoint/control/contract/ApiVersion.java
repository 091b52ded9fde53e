package dev.stillpoint.control.contract;

/** The APIs that are served, told apart by the version that callers send. */
public enum ApiVersion {
  /** Resource groups, of which policies speak as of the access product's. */
  RESOURCE_MANAGER("2020-03-31", "ram"),
  /** Users, roles and permissions. */
  RAM("2015-05-01", "ram"),
  /** Keys. */
  KMS("2016-01-20", "kms"),
  /** Tokens. */
  STS("2015-04-01", "sts"),
  /** The cloud servers, whose actions are known by their bare names. */
  ECS("2014-05-26", "");

  private final String version;
  private final String policyProduct;

  ApiVersion(String version, String policyProduct) {
    this.version = version;
    this.policyProduct = policyProduct;
  }

  /** As callers send it. */
  public String version() {
    return version;
  }

  /** What a permission for that action is asked by, for example {@code kms:CreateKey}. */
  String permission(String action) {
    return policyProduct.isEmpty() ? action : policyProduct + ":" + action;
  }
}

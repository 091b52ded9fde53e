package dev.stillpoint.api.kms;

import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.key.KeyAliasView;
import dev.stillpoint.control.key.MasterKeyView;
import dev.stillpoint.control.request.Listing;

/** Parts that the answers of several actions share. */
final class KeyShapes {
  private KeyShapes() {}

  /** What is told of a key. Every key has one version of its material, which does not expire. */
  static Fields metadata(MasterKeyView key) {
    return new Fields()
        .text("KeyId", key.keyId())
        .text("Arn", key.arn())
        .text("KeyState", key.state())
        .text("Description", key.description())
        .text("KeySpec", "Aliyun_AES_256")
        .text("KeyUsage", "ENCRYPT/DECRYPT")
        .text("Origin", "Aliyun_KMS")
        .text("ProtectionLevel", "SOFTWARE")
        .text("Creator", key.accountId())
        .text("CreationDate", Shapes.seconds(key.creationTime()))
        .text("DeleteDate", Shapes.seconds(key.deletionTime()))
        .text("MaterialExpireTime", "")
        .text("PrimaryKeyVersion", key.version())
        .text("LastRotationDate", Shapes.seconds(key.creationTime()))
        .text("AutomaticRotation", "Disabled");
  }

  /** Aliases, and which part of the list this is. */
  static Fields aliases(Listing<KeyAliasView> listing) {
    Fields answer =
        new Fields()
            .list(
                "Aliases",
                "Alias",
                listing.items(),
                alias ->
                    new Fields()
                        .text("AliasName", alias.name())
                        .text("AliasArn", alias.arn())
                        .text("KeyId", alias.keyId()));
    return page(answer, listing);
  }

  /** The members that tell which part of a list this is. */
  static Fields page(Fields answer, Listing<?> listing) {
    return answer
        .whole("TotalCount", listing.totalCount())
        .whole("PageNumber", listing.pageNumber())
        .whole("PageSize", listing.pageSize());
  }
}

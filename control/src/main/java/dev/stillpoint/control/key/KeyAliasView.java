package dev.stillpoint.control.key;

/**
 * Another name of a master key.
 *
 * @param name begins with {@code alias/}
 * @param arn its name among all resources
 * @param keyId the key it names
 */
public record KeyAliasView(String name, String arn, String keyId) {}

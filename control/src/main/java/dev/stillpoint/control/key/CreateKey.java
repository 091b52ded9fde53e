package dev.stillpoint.control.key;

/**
 * The parameters of CreateKey as sent; every one may be null.
 *
 * @param description up to 8,192 characters
 * @param keyUsage {@code ENCRYPT/DECRYPT}
 * @param origin {@code Aliyun_KMS}
 * @param keySpec {@code Aliyun_AES_256}
 * @param protectionLevel {@code SOFTWARE}
 */
public record CreateKey(
    String description, String keyUsage, String origin, String keySpec, String protectionLevel) {}

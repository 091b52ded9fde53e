package dev.stillpoint.control.key;

/** Another name of a master key; it begins with {@code alias/}. */
record KeyAliasView(String aliasName, String aliasArn, String keyId) {}

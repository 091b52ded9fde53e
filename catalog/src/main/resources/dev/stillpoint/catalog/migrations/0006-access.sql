-- Users, groups, roles and policies of an account. Their names differ by more than case, as the cloud wants it.
CREATE TABLE ram_users (
  user_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  name TEXT NOT NULL COLLATE NOCASE,
  display_name TEXT NOT NULL,
  mobile_phone TEXT NOT NULL,
  email TEXT NOT NULL,
  comments TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX ram_users_by_name ON ram_users (account_id, name);

-- An access key that is not named here belongs to the account itself.
CREATE TABLE access_key_users (
  access_key_id TEXT PRIMARY KEY REFERENCES access_keys (access_key_id),
  user_id TEXT NOT NULL REFERENCES ram_users (user_id)
) STRICT;
CREATE INDEX access_key_users_by_user ON access_key_users (user_id);

CREATE TABLE ram_groups (
  group_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  name TEXT NOT NULL COLLATE NOCASE,
  comments TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX ram_groups_by_name ON ram_groups (account_id, name);

CREATE TABLE ram_members (
  user_id TEXT NOT NULL REFERENCES ram_users (user_id),
  group_id TEXT NOT NULL REFERENCES ram_groups (group_id),
  joined_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ram_members_by_group ON ram_members (group_id, user_id);

CREATE TABLE ram_roles (
  role_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  name TEXT NOT NULL COLLATE NOCASE,
  description TEXT NOT NULL,
  trust_policy TEXT NOT NULL,
  max_session_seconds INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX ram_roles_by_name ON ram_roles (account_id, name);

CREATE TABLE ram_policies (
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  name TEXT NOT NULL COLLATE NOCASE,
  description TEXT NOT NULL,
  default_version INTEGER NOT NULL,
  last_version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE ram_policy_versions (
  account_id TEXT NOT NULL,
  policy_name TEXT NOT NULL COLLATE NOCASE,
  version INTEGER NOT NULL,
  document TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, policy_name, version),
  FOREIGN KEY (account_id, policy_name) REFERENCES ram_policies (account_id, name)
) STRICT, WITHOUT ROWID;

-- The holder is a user, a group or a role; their identifiers never meet.
CREATE TABLE ram_attachments (
  holder_id TEXT NOT NULL,
  holder_kind TEXT NOT NULL CHECK (holder_kind IN ('USER', 'GROUP', 'ROLE')),
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  policy_type TEXT NOT NULL CHECK (policy_type IN ('SYSTEM', 'CUSTOM')),
  policy_name TEXT NOT NULL COLLATE NOCASE,
  attached_at INTEGER NOT NULL,
  PRIMARY KEY (holder_id, policy_type, policy_name)
) STRICT, WITHOUT ROWID;
CREATE INDEX ram_attachments_by_policy ON ram_attachments (account_id, policy_type, policy_name, holder_kind);

-- Keys for a while. Of the token only its digest is kept: it is compared, and signs nothing.
CREATE TABLE sessions (
  access_key_id TEXT PRIMARY KEY,
  secret TEXT NOT NULL,
  token_digest TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  role_id TEXT NOT NULL REFERENCES ram_roles (role_id),
  session_name TEXT NOT NULL,
  session_policy TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_role ON sessions (role_id);

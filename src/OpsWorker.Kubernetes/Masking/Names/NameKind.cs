namespace OpsWorker.Kubernetes.Masking.Names;

/// <summary>The kind of value that a name announces.</summary>
internal enum NameKind
{
    /// <summary>Nothing secret.</summary>
    None,

    /// <summary>
    /// A word that also names harmless things (<c>key</c>, <c>session</c>): its value is a secret where it looks drawn at random.
    /// </summary>
    Weak,

    /// <summary>A Secret object by its name (<c>secret</c>, <c>existingSecret</c>), seldom a secret itself.</summary>
    Reference,

    /// <summary>A token, key or credential. Never several words.</summary>
    Token,

    /// <summary>A password, passphrase or secret, which may be anything.</summary>
    Password,

    /// <summary>A password, or the way to log in: <c>auth: hunter2</c>, <c>auth: basic</c>.</summary>
    Auth,

    /// <summary>A connection string: the password in it is a secret, its host and port are not.</summary>
    Connection,

    /// <summary>An Authorization header: a scheme and its value.</summary>
    Authorization,

    /// <summary>A Cookie or Set-Cookie header.</summary>
    Cookie,
}

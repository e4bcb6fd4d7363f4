using System.Security.Cryptography;

namespace OpsWorker.Testing;

/// <summary>A key of 2,048 bits: it takes long to make and is quickly copied.</summary>
public static class RsaKeys
{
    private static readonly Lazy<RSAParameters> s_parameters = new(() =>
    {
        using var key = RSA.Create(2048);
        return key.ExportParameters(includePrivateParameters: true);
    });

    /// <summary>The same key each time, as an object of the caller's own.</summary>
    public static RSA Copy() => RSA.Create(s_parameters.Value);
}

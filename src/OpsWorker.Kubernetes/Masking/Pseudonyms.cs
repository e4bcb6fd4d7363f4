using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace OpsWorker.Kubernetes.Masking;

/// <summary>
/// Numbers secrets, so that equal ones stay recognisable as equal and nothing else about them is visible. It keeps no
/// secrets, only their hashes under a key that lives as long as the process.
/// </summary>
internal sealed class Pseudonyms
{
    /// <summary>The limit of different secrets; further ones share one pseudonym.</summary>
    private const int MaxSecrets = 10_000;

    public const string Prefix = "[masked:";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private int _last;

    /// <summary><c>[masked:KIND:NUMBER]</c>.</summary>
    public string Of(string kind, ReadOnlySpan<char> secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret.ToString());
        var hash = Convert.ToHexStringLower(HMACSHA256.HashData(_key, bytes));
        if (_numbers.Count >= MaxSecrets && !_numbers.ContainsKey(hash)) return $"{Prefix}{kind}:other]";
        return $"{Prefix}{kind}:{_numbers.GetOrAdd(hash, _ => Interlocked.Increment(ref _last))}]";
    }
}

using OpsWorker.Kubernetes.Masking.Text;

namespace OpsWorker.Kubernetes.Masking.Names;

/// <summary>
/// Decides about a map of owners to their secrets: under <c>passwords</c> every value is one unless it is a switch, a reference or a
/// small number; under <c>users</c>, which also map to roles and numbers, only what looks like a chosen or a generated password.
/// </summary>
internal static class OwnedSecret
{
    private const int MinChosen = 8;

    /// <summary>True for the name of such a map.</summary>
    public static bool IsMap(ReadOnlySpan<char> name) => SecretName.IsMany(name) || SecretName.IsOwners(name);

    /// <summary>True when the value is a secret.</summary>
    /// <param name="map">The name of the map.</param>
    /// <param name="owner">The name under which the value stands.</param>
    /// <param name="value">The value, without quotation marks.</param>
    public static bool Is(ReadOnlySpan<char> map, ReadOnlySpan<char> owner, ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || SecretName.IsAbout(owner) || Placeholder.Is(value)) return false;
        return SecretName.IsOwners(map)
            ? Randomness.IsRandom(value) || IsChosen(value)
            : SecretValue.Is(SecretName.Of(map), map, value, ValuePlace.Field with { Chosen = true });
    }

    /// <summary>True for a value like <c>Swordfish-77</c>, but for no address, no path and no image.</summary>
    public static bool IsChosen(ReadOnlySpan<char> value) =>
        value.Length >= MinChosen
            && !value.ContainsAny(Characters.NoSecret)
            && !value.Contains('@')
            && value.ContainsAnyInRange('0', '9')
            && value.ContainsAnyInRange('a', 'z')
            && (value.ContainsAnyInRange('A', 'Z') || value.ContainsAny(Characters.Signs));
}

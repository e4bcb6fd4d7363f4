using System.Globalization;
using System.Text.Json;
using OpsWorker.Core.Access;

namespace OpsWorker.Server.Commands.Keys;

/// <summary>Prints keys, for people or as JSON.</summary>
internal static class KeyOutput
{
    private const string None = "-";

    public static void WriteAdded(TextWriter output, AddedKey added, bool asJson)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(added, KeyJson.Default.AddedKey));
            return;
        }

        output.WriteLine($"Key {added.Record.Id}, {Use(added.Record)}, shown once:");
        output.WriteLine($"  {added.Key}");
        if (added.PreviousKeyExpiresAt is { } end)
        {
            output.WriteLine(FormattableString.Invariant($"The earlier key works until {end:u} at most."));
        }
    }

    public static void WriteList(TextWriter output, IReadOnlyList<ListedKey> keys, bool asJson)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(new ListedKeys(keys, null), KeyJson.Default.ListedKeys));
            return;
        }

        string[] heading = ["ID", "KIND", "NAME", "MAY", "LAST USED", "EXPIRES", "CREATED BY"];
        TextTable.Write(output, [heading, .. keys.Select(Row)]);
    }

    public static void WriteRevoked(TextWriter output, string id, bool asJson) => output.WriteLine(asJson
        ? JsonSerializer.Serialize(new RevokedKey(id), KeyJson.Default.RevokedKey)
        : $"Key {id} is revoked: it is refused from now on.");

    private static string[] Row(ListedKey key) =>
    [
        key.Id,
        key.Kind.ToString(),
        key.Name ?? None,
        Use(key),
        Time(key.LastUsedAt, "never"),
        Time(key.ExpiresAt, "never"),
        key.CreatedBy ?? None,
    ];

    private static string Use(ListedKey key)
    {
        var use = key.Kind == AccessKeyKind.Webhook
            ? $"source {key.Source ?? "any"}"
            : key.Scopes is { } scopes ? $"{key.Role}: {string.Join(", ", scopes)}" : $"{key.Role}";
        return key.Workspace is { } workspace ? $"{use} in {workspace}" : use;
    }

    private static string Time(DateTimeOffset? time, string otherwise) => time?.ToString("u", CultureInfo.InvariantCulture) ?? otherwise;
}

using OpsWorker.Agent.Identity;

namespace OpsWorker.Agent.Settings;

/// <summary>Reads the token by hand, or where the agent registers itself. No message repeats a token.</summary>
internal static class IdentitySettingsReader
{
    public const string Token = "OPSWORKER_CLUSTER_TOKEN";
    public const string TokenFile = "OPSWORKER_CLUSTER_TOKEN_FILE";
    public const string TokenFolder = "OPSWORKER_TOKEN_FOLDER";
    public const string Registration = "OPSWORKER_REGISTRATION_TOKEN";
    public const string RegistrationFile = "OPSWORKER_REGISTRATION_TOKEN_FILE";
    public const string Store = "OPSWORKER_IDENTITY_STORE";
    public const string Path = "OPSWORKER_AGENT_TOKEN_PATH";
    public const string Secret = "OPSWORKER_IDENTITY_SECRET";

    private const string DefaultPath = "/var/lib/opsworker-agent/token";
    private const string DefaultSecret = "opsworker-agent-identity";
    private const string RegistrationPrefix = "ocr_";
    private static readonly string[] s_tokenPrefixes = ["owc_", "oca_"];

    /// <summary>The token by hand, or the settings of registration; exactly one of them where nothing is wrong.</summary>
    public static (ClusterToken? Token, IdentitySettings? Identity) Read(SettingsReader reader)
    {
        var (token, file) = (reader.Text(Token), reader.Text(TokenFile));
        var (registration, registrationFile) = (reader.Text(Registration), reader.Text(RegistrationFile));
        if (reader.Text(TokenFolder) is { } folder)
        {
            file ??= FirstFile(folder, "token", "AGENT_TOKEN");
            registrationFile ??= FirstFile(folder, "REGISTRATION_TOKEN");
            if (file is null && registrationFile is null)
            {
                reader.Wrong(TokenFolder, $"is \"{folder}\", which has neither AGENT_TOKEN (or token) nor REGISTRATION_TOKEN.");
                return (new ClusterToken("", null), null);
            }
        }

        var identity = ReadIdentity(reader, registration, registrationFile, isWanted: token is null && file is null);
        if (token is null && file is null && identity is not null) return (null, identity);
        CheckToken(reader, token, file);
        return (new ClusterToken(token, file), null);
    }

    private static void CheckToken(SettingsReader reader, string? token, string? file)
    {
        if (token is null == file is null)
        {
            reader.Wrong(Token, token is null
                ? $"is not set, nor are {TokenFile} and {Registration}; one of them was expected."
                : $"and {TokenFile} are both set; one of them was expected.");
        }
        else if (token is not null && !s_tokenPrefixes.Any(prefix => token.StartsWith(prefix, StringComparison.Ordinal)))
        {
            reader.Wrong(Token, token.StartsWith(RegistrationPrefix, StringComparison.Ordinal)
                ? $"is a registration token; set it as {Registration}."
                : "is not a cluster's token, which begins with owc_ or oca_.");
        }
        else if (file is not null && !File.Exists(file))
        {
            reader.Wrong(TokenFile, $"is \"{file}\", which is not there.");
        }
    }

    private static IdentitySettings? ReadIdentity(SettingsReader reader, string? token, string? file, bool isWanted)
    {
        var (store, path, secret) = (reader.Text(Store), reader.Text(Path), reader.Text(Secret));
        if (!isWanted || (token is null && file is null && store is null)) return null;
        if (token is not null && file is not null)
        {
            reader.Wrong(Registration, $"and {RegistrationFile} are both set; one of them was expected.");
        }

        if (token is not null && !token.StartsWith(RegistrationPrefix, StringComparison.Ordinal))
        {
            reader.Wrong(Registration, $"is not a registration token, which begins with {RegistrationPrefix}.");
        }

        var registration = token is null && file is null ? null : new ClusterToken(token, file);
        switch (store ?? "file")
        {
            case "secret":
                return new IdentitySettings(registration, null, secret ?? DefaultSecret);
            case "file":
                return new IdentitySettings(registration, ReadFile(reader, path ?? DefaultPath), null);
            default:
                reader.Wrong(Store, $"is \"{store}\"; file or secret was expected.");
                return new IdentitySettings(registration, path ?? DefaultPath, null);
        }
    }

    // Checked before the registration token is used up.
    private static string ReadFile(SettingsReader reader, string path)
    {
        try
        {
            var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
            Directory.CreateDirectory(folder);
            var probe = System.IO.Path.Combine(folder, ".writable");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            reader.Wrong(Path, $"is \"{path}\", where the agent's token cannot be kept: {e.Message}");
        }

        return path;
    }

    private static string? FirstFile(string folder, params IEnumerable<string> names) =>
        names.Select(name => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}

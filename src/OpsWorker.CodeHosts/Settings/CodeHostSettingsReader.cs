using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpsWorker.Core.CodeHosts;

namespace OpsWorker.CodeHosts.Settings;

/// <summary>Reads section <c>CodeHosts</c>; each error names the setting, what is wrong and what to do.</summary>
public sealed class CodeHostSettingsReader
{
    private const int MaxTimeoutSeconds = 30;

    private static readonly Dictionary<string, CodeHostKind> s_kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["github"] = CodeHostKind.GitHub,
        ["gitlab"] = CodeHostKind.GitLab,
    };

    private static readonly string[] s_keys =
        ["Kind", "Url", "Token", "Repositories", "Images", "Registry", "Clusters", "Environment", "TimeoutSeconds"];

    private readonly List<string> _errors = [];

    private CodeHostSettingsReader()
    {
    }

    /// <summary>The settings, and the errors in them.</summary>
    /// <param name="configuration">The settings of the process.</param>
    public static (IReadOnlyList<CodeHostSettings> Settings, IReadOnlyList<string> Errors) Read(IConfiguration configuration)
    {
        var reader = new CodeHostSettingsReader();
        var settings = configuration.GetSection("CodeHosts").GetChildren().Select(reader.Host).OfType<CodeHostSettings>().ToList();
        return (settings, reader._errors);
    }

    private CodeHostSettings? Host(IConfigurationSection section)
    {
        foreach (var child in section.GetChildren().Where(c => !s_keys.Contains(c.Key, StringComparer.OrdinalIgnoreCase)))
        {
            _errors.Add($"{child.Path} is not a setting; known are {string.Join(", ", s_keys)}.");
        }

        if (!s_kinds.TryGetValue(section["Kind"] ?? "", out var kind))
        {
            _errors.Add($"{section.Path}:Kind is \"{section["Kind"]}\"; expected one of {string.Join(", ", s_kinds.Keys)}.");
            return null;
        }

        return new CodeHostSettings
        {
            Name = section.Key,
            Kind = kind,
            Url = Url(section),
            Registry = Text(section, "Registry"),
            Repositories = Repositories(section),
            Images = Images(section),
            Clusters = Items(section, "Clusters"),
            Environment = Text(section, "Environment") ?? CodeHostSettings.DefaultEnvironment,
            Timeout = Timeout(section),
        };
    }

    // A token goes over the address, so it is https, but to this machine.
    private Uri? Url(IConfigurationSection section)
    {
        if (Text(section, "Url") is not { } text) return null;
        if (Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) && url.UserInfo.Length == 0)
        {
            return url;
        }

        _errors.Add($"{section.Path}:Url is \"{text}\"; an https address was expected, such as https://git.example.com.");
        return null;
    }

    // What clusters write into annotations must not make the token read any repository that it can.
    private string[] Repositories(IConfigurationSection section)
    {
        var patterns = Items(section, "Repositories");
        if (patterns.Length == 0)
        {
            _errors.Add($"{section.Path}:Repositories is not set; name those that may be read, such as acme/checkout, or acme/*.");
        }

        foreach (var pattern in patterns.Where(p => RepositoryAddress.Of("", p.Replace("/*", "/any", StringComparison.Ordinal)) is null))
        {
            _errors.Add($"{section.Path}:Repositories has \"{pattern}\"; OWNER/NAME or OWNER/* was expected.");
        }

        return patterns;
    }

    private Dictionary<string, string> Images(IConfigurationSection section)
    {
        var images = new Dictionary<string, string>();
        foreach (var item in Items(section, "Images"))
        {
            var parts = item.Split('=', StringSplitOptions.TrimEntries);
            if (parts is [{ Length: > 0 } image, var repository] && RepositoryAddress.Of("", repository) is not null)
            {
                images[image] = repository;
            }
            else
            {
                _errors.Add($"{section.Path}:Images has \"{item}\"; IMAGE=OWNER/NAME was expected, the image without its tag.");
            }
        }

        return images;
    }

    private TimeSpan Timeout(IConfigurationSection section)
    {
        if (Text(section, "TimeoutSeconds") is not { } text) return CodeHostSettings.DefaultTimeout;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= MaxTimeoutSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        _errors.Add($"{section.Path}:TimeoutSeconds is \"{text}\"; a whole number from 1 to {MaxTimeoutSeconds} was expected.");
        return CodeHostSettings.DefaultTimeout;
    }

    private static string[] Items(IConfigurationSection section, string name) =>
        (section[name] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? Text(IConfigurationSection section, string name) => section[name] is { Length: > 0 } text ? text : null;
}

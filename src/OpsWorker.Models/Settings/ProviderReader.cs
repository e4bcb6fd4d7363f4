using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpsWorker.Core.Models;

namespace OpsWorker.Models.Settings;

/// <summary>Reads a provider of section <c>Models:Providers</c>.</summary>
internal sealed class ProviderReader(List<string> errors)
{
    private const int MaxTimeoutSeconds = 300;

    private static readonly Dictionary<string, ProviderKind> s_kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["openai"] = ProviderKind.OpenAi,
        ["azure-openai"] = ProviderKind.AzureOpenAi,
        ["openai-compatible"] = ProviderKind.OpenAiCompatible,
        ["anthropic"] = ProviderKind.Anthropic,
        ["bedrock"] = ProviderKind.Bedrock,
    };

    private static readonly string[] s_keys =
    [
        "Kind", "BaseUrl", "ApiKey", "Region", "GuardrailId", "GuardrailVersion", "TimeoutSeconds",
        "InputPrice", "OutputPrice", "CachedInputPrice",
    ];

    /// <summary>The provider; null where its kind is missing or unknown.</summary>
    public ProviderSettings? Read(IConfigurationSection section)
    {
        new SettingNames(errors).Check(section, s_keys);
        if (!s_kinds.TryGetValue(section["Kind"] ?? "", out var kind))
        {
            errors.Add($"{section.Path}:Kind is \"{section["Kind"]}\"; expected one of {string.Join(", ", s_kinds.Keys)}.");
            return null;
        }

        return new ProviderSettings
        {
            Name = section.Key,
            Kind = kind,
            BaseUrl = BaseUrl(section, kind),
            Region = Text(section, "Region"),
            GuardrailId = Text(section, "GuardrailId"),
            GuardrailVersion = Text(section, "GuardrailVersion") ?? "DRAFT",
            Timeout = Timeout(section),
            Price = Price(section),
        };
    }

    // A key goes over the address, so it is https, but to this machine.
    private Uri? BaseUrl(IConfigurationSection section, ProviderKind kind)
    {
        if (Text(section, "BaseUrl") is not { } text)
        {
            if (kind is ProviderKind.AzureOpenAi or ProviderKind.OpenAiCompatible)
            {
                errors.Add($"{section.Path}:BaseUrl is not set; set it to the address of the API, such as {Example(kind)}.");
            }

            return null;
        }

        if (Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) && url.UserInfo.Length == 0)
        {
            if (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback || Text(section, "ApiKey") is null) return url;
            errors.Add($"{section.Path}:BaseUrl is not https, and a key would be sent to it unprotected; use https, or set no ApiKey.");
            return null;
        }

        errors.Add($"{section.Path}:BaseUrl is \"{text}\"; an absolute address was expected, such as {Example(kind)}.");
        return null;
    }

    private static string Example(ProviderKind kind) => kind switch
    {
        ProviderKind.AzureOpenAi => "https://NAME.openai.azure.com/openai/v1/",
        ProviderKind.Anthropic => "https://api.anthropic.com/",
        ProviderKind.Bedrock => "https://bedrock-runtime.eu-central-1.amazonaws.com/",
        ProviderKind.OpenAi => "https://api.openai.com/v1/",
        _ => "http://localhost:11434/v1/",
    };

    private TimeSpan Timeout(IConfigurationSection section)
    {
        if (Text(section, "TimeoutSeconds") is not { } text) return ProviderSettings.DefaultTimeout;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= MaxTimeoutSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        errors.Add($"{section.Path}:TimeoutSeconds is \"{text}\"; a whole number from 1 to {MaxTimeoutSeconds} was expected.");
        return ProviderSettings.DefaultTimeout;
    }

    private ModelPrice? Price(IConfigurationSection section)
    {
        var input = Money(section, "InputPrice");
        var output = Money(section, "OutputPrice");
        if (input is null && output is null) return null;
        if (input is { } paid && output is { } earned) return new ModelPrice(paid, earned, Money(section, "CachedInputPrice") ?? paid);
        errors.Add($"{section.Path} has one of InputPrice and OutputPrice; set both, in US dollars per million tokens.");
        return null;
    }

    private decimal? Money(IConfigurationSection section, string name)
    {
        if (Text(section, name) is not { } text) return null;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return value;
        errors.Add($"{section.Path}:{name} is \"{text}\"; US dollars per million tokens were expected, 0 for hardware of your own.");
        return null;
    }

    private static string? Text(IConfigurationSection section, string name) => section[name] is { Length: > 0 } text ? text : null;
}

using System.Globalization;

namespace OpsWorker.Notifiers;

/// <summary>The settings of a notifier. An error names the setting and never its value where that may be secret.</summary>
/// <param name="section">The whole name of the section.</param>
/// <param name="values">The values by name.</param>
internal sealed class NotifierSettings(string section, IReadOnlyDictionary<string, string?> values)
{
    private const int MaxAddresses = 20;

    /// <summary>The value; null where it is not set.</summary>
    public string? Text(string name) => string.IsNullOrWhiteSpace(values[name]) ? null : values[name];

    /// <summary>The value.</summary>
    /// <exception cref="FormatException">It is not set.</exception>
    public string Required(string name) => Text(name) ?? throw new FormatException($"{section}:{name} is missing.");

    /// <summary>An address of https, or of http on this machine.</summary>
    /// <exception cref="FormatException">It is missing or another address.</exception>
    public Uri Address(string name) =>
        Uri.TryCreate(Required(name), UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? url
            : throw new FormatException($"{section}:{name} must be an absolute https address.");

    /// <summary>A port.</summary>
    /// <exception cref="FormatException">It is no number of a port.</exception>
    public int Port(string name, int otherwise) => Text(name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_536 ? port
        : throw new FormatException($"{section}:{name} is \"{text}\"; a number from 1 to 65535 was expected.");

    /// <summary>True or false.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public bool Switch(string name, bool otherwise) => Text(name) is not { } text ? otherwise
        : bool.TryParse(text, out var isOn) ? isOn
        : throw new FormatException($"{section}:{name} is \"{text}\"; true or false was expected.");

    /// <summary>A mail address.</summary>
    /// <exception cref="FormatException">It is missing or none.</exception>
    public string MailAddress(string name) => Checked(name, Required(name).Trim());

    /// <summary>Mail addresses with commas between.</summary>
    /// <exception cref="FormatException">None is given, too many are, or one is none.</exception>
    public IReadOnlyList<string> MailAddresses(string name)
    {
        var addresses = Required(name).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return addresses.Length is > 0 and <= MaxAddresses
            ? [.. addresses.Select(address => Checked(name, address))]
            : throw new FormatException($"{section}:{name} must have 1 to {MaxAddresses} mail addresses with commas between.");
    }

    private string Checked(string name, string address) => System.Net.Mail.MailAddress.TryCreate(address, out _) ? address
        : throw new FormatException($"{section}:{name} has \"{address}\", which is no mail address.");
}

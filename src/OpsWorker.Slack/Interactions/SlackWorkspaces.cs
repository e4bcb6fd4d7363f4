namespace OpsWorker.Slack.Interactions;

/// <summary>
/// The workspaces of OpsWorker by Slack's channels and members, as <c>Slack:Workspaces</c> has them:
/// <c>C0PAYMENTS=payments, U0ADA=*</c>.
/// </summary>
public sealed class SlackWorkspaces
{
    /// <summary>The name of the setting in section <c>Slack</c>.</summary>
    public const string Setting = "Workspaces";

    /// <summary>The workspace of requests from elsewhere; nothing belongs to it.</summary>
    public const string None = "";

    private const string WholeOrganisation = "*";
    private readonly Dictionary<string, string> _byId = [];

    private SlackWorkspaces()
    {
    }

    /// <summary>The workspaces of the setting.</summary>
    /// <exception cref="FormatException">The text has another form; the message says where.</exception>
    public static SlackWorkspaces Parse(string? text)
    {
        var workspaces = new SlackWorkspaces();
        foreach (var entry in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split('=', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } id, { Length: > 0 } name] || !IsId(id))
            {
                throw new FormatException(
                    $"Slack:{Setting} has \"{entry}\"; a channel or member and a workspace were expected, as C0123456789=payments.");
            }

            workspaces._byId[id] = name;
        }

        return workspaces;
    }

    /// <summary>The workspace of a request: the member's, or else the channel's; null for the whole organisation.</summary>
    public string? Of(string member, string? channel)
    {
        if (_byId.Count == 0) return null;
        var name = _byId.GetValueOrDefault(member) ?? _byId.GetValueOrDefault(channel ?? "") ?? None;
        return name == WholeOrganisation ? null : name;
    }

    private static bool IsId(string id) => id.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));
}

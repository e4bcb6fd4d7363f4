using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Server.Commands.Clusters;

namespace OpsWorker.Server.Commands.Organisations;

/// <summary><c>opsworker organisation</c>: the settings of the organisation that the API key is of.</summary>
internal static class OrganisationCommand
{
    private const string Path = "v1/organisation";

    public static Command Create() => new("organisation", "The organisation that the API key is of, and its settings.")
    {
        CreateShow(), CreateSet(),
    };

    private static Command CreateShow() => ServerOptions.AddTo(
        new Command("show", "Show the settings."),
        async (_, server, cancel) => Print(server, await server.SendAsync(HttpMethod.Get, Path, null, cancel)));

    private static Command CreateSet()
    {
        var timeZone = new Option<string?>("--time-zone")
        {
            Description = "The time zone in which its day begins, for example Europe/Berlin.",
            HelpName = "ZONE",
        };
        var hour = new Option<int?>("--digest-hour")
        {
            Description = "The local hour of the daily digest, from 0 to 23.",
            HelpName = "HOUR",
        };
        var daily = new Option<bool?>("--daily-digest") { Description = "false sends no daily digest.", HelpName = "true|false" };
        var weekly = new Option<string?>("--weekly-digest")
        {
            Description = "The day of the weekly digest, such as monday; off for none.",
            HelpName = "DAY",
        };
        var channel = new Option<string?>("--digest-channel")
        {
            Description = "The Slack channel's id for digests; an empty text for that of the incidents.",
            HelpName = "CHANNEL",
        };
        return ServerOptions.AddTo(
            new Command("set", "Change settings; the others stay as they are.") { timeZone, hour, daily, weekly, channel },
            async (arguments, server, cancel) =>
            {
                var change = new OrganisationChange(
                    arguments.GetValue(timeZone),
                    arguments.GetValue(hour),
                    arguments.GetValue(daily),
                    arguments.GetValue(weekly),
                    arguments.GetValue(channel));
                using var body = JsonContent.Create(change, OrganisationJson.Default.OrganisationChange);
                return Print(server, await server.SendAsync(HttpMethod.Patch, Path, body, cancel));
            });
    }

    private static int Print(ServerConnection server, string answer)
    {
        if (server.AsJson)
        {
            Console.Out.WriteLine(answer);
            return ExitCodes.Success;
        }

        var shown = ServerConnection.Parse(answer, OrganisationJson.Default.ShownOrganisation);
        Console.Out.WriteLine(FormattableString.Invariant(
            $"""
            Name         {shown.Name}
            Id           {shown.Id}
            Time zone    {shown.TimeZone}
            Digest       {(shown.DailyDigest ? "daily" : "not daily")}, weekly {shown.WeeklyDigest}, at {shown.DigestHour:00}:00
            Channel      {shown.DigestChannel ?? "that of the incidents"}
            """));
        return ExitCodes.Success;
    }
}

// What the API takes and answers.
internal sealed record OrganisationChange(
    string? TimeZone, int? DigestHour, bool? DailyDigest, string? WeeklyDigest, string? DigestChannel);

internal sealed record ShownOrganisation(
    string Id, string Name, string TimeZone, int DigestHour, bool DailyDigest, string WeeklyDigest, string? DigestChannel);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OrganisationChange))]
[JsonSerializable(typeof(ShownOrganisation))]
internal sealed partial class OrganisationJson : JsonSerializerContext;

using System.CommandLine;
using System.Globalization;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Rules;
using OpsWorker.Pipeline.Rules.Files;
using OpsWorker.Server.Commands.Clusters;

namespace OpsWorker.Server.Commands.Rules;

/// <summary><c>opsworker rules</c>: the rules of a running server as one YAML file, and how they decide.</summary>
internal static class RulesCommand
{
    public static Command Create() => new("rules", "The rules that decide about alerts, as one YAML file.")
    {
        CreateApply(), CreateDiff(), CreateExport(), CreateTest(), CreateBacktest(),
    };

    private static Command CreateApply()
    {
        var file = FileArgument();
        return ServerOptions.AddTo(
            new Command("apply", "Replace the server's rules by those of a file; prints what changes.") { file },
            async (arguments, server, cancel) =>
            {
                var rules = RulesFile.Read(arguments.GetRequiredValue(file));
                var (before, version) = await RulesServer.ReadAsync(server, cancel);
                var lines = RulesDifference.Lines(before, rules);
                if (lines.Count == 0)
                {
                    Console.Out.WriteLine(FormattableString.Invariant($"Nothing changes; the rules have version {version}."));
                    return ExitCodes.Success;
                }

                var applied = await RulesServer.ReplaceAsync(server, rules, version, cancel);
                foreach (var line in lines) Console.Out.WriteLine(line);
                Console.Out.WriteLine(FormattableString.Invariant($"The rules have version {applied.Version} now."));
                return ExitCodes.Success;
            });
    }

    private static Command CreateDiff()
    {
        var file = FileArgument();
        return ServerOptions.AddTo(
            new Command("diff", "Show what `apply` would change; exit code 1 where it would.") { file },
            async (arguments, server, cancel) =>
            {
                var (before, _) = await RulesServer.ReadAsync(server, cancel);
                var lines = RulesDifference.Lines(before, RulesFile.Read(arguments.GetRequiredValue(file)));
                foreach (var line in lines) Console.Out.WriteLine(line);
                return lines.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
            });
    }

    private static Command CreateExport() => ServerOptions.AddTo(
        new Command("export", "Print the server's rules as a file for `apply`."),
        async (_, server, cancel) =>
        {
            var (rules, _) = await RulesServer.ReadAsync(server, cancel);
            Console.Out.Write(rules.Write());
            return ExitCodes.Success;
        });

    private static Command CreateTest()
    {
        var alert = new Option<string>("--alert")
        {
            Description = "A webhook payload of any source, JSON.",
            Required = true,
            HelpName = "FILE",
        };
        var at = new Option<DateTimeOffset?>("--at")
        {
            Description = "The time at which it fires, such as 2026-03-01T22:00:00+01:00. Default: now.",
            HelpName = "TIME",
        };
        var file = FileOption();
        return ServerOptions.AddLazilyTo(
            new Command("test", "Show how an alert is decided: which rules match, and why the others do not.") { alert, at, file },
            async (arguments, connect, cancel) =>
            {
                var batch = AlertFile.Read(arguments.GetRequiredValue(alert), TimeProvider.System.GetUtcNow());
                var (rules, clusters) = await ReadAsync(arguments.GetValue(file), connect, cancel);
                var compiled = rules.Compile();
                var now = arguments.GetValue(at) ?? TimeProvider.System.GetUtcNow();
                foreach (var one in batch.Alerts)
                {
                    var (_, decision, hidden) = RuleReplay.RunWithHidden([one with { StartsAt = now }], clusters, compiled)[0];
                    foreach (var line in DecisionText.Lines(one, decision, hidden)) Console.Out.WriteLine(line);
                }

                return ExitCodes.Success;
            });
    }

    private static Command CreateBacktest()
    {
        var since = new Option<string>("--since")
        {
            Description = "How far back: 7d, 12h, 30m.",
            DefaultValueFactory = _ => "7d",
            HelpName = "TIME",
        };
        var file = FileOption();
        return ServerOptions.AddTo(
            new Command("backtest", "Replay the stored alerts: what is investigated, shown and suppressed, the cost, and what is hidden.")
            {
                since, file,
            },
            async (arguments, server, cancel) =>
            {
                var from = TimeProvider.System.GetUtcNow() - Duration(arguments.GetRequiredValue(since));
                var (rules, clusters) = await ReadAsync(arguments.GetValue(file), () => server, cancel, withClusters: true);
                var alerts = await RulesServer.AlertsAsync(server, from, cancel);
                var past = await RulesServer.PastAsync(server, from, cancel);
                var replayed = RuleReplay.RunWithHidden(alerts, clusters, rules.Compile());
                var incidents = RuleReplay.Incidents(replayed, clusters);
                foreach (var line in RulesReplay.Summary(replayed, incidents, past)) Console.Out.WriteLine(line);
                return ExitCodes.Success;
            });
    }

    // A file is enough to test rules; what the server knows of clusters is used where it is asked anyway.
    private static async Task<(RuleText Rules, IReadOnlyList<Cluster> Clusters)> ReadAsync(
        string? file, Func<ServerConnection> connect, CancellationToken cancellationToken, bool withClusters = false)
    {
        if (file is not null && !withClusters) return (RulesFile.Read(file), []);
        var server = connect();
        var rules = file is not null ? RulesFile.Read(file) : (await RulesServer.ReadAsync(server, cancellationToken)).Rules;
        return (rules, await RulesServer.ClustersAsync(server, cancellationToken));
    }

    private static TimeSpan Duration(string text)
    {
        var unit = text.Length > 1 ? text[^1] : ' ';
        var digits = text.AsSpan(0, Math.Max(0, text.Length - 1));
        var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return (isNumber, unit) switch
        {
            (true, 'd') when number <= 365 => TimeSpan.FromDays(number),
            (true, 'h') when number <= 24 * 365 => TimeSpan.FromHours(number),
            (true, 'm') => TimeSpan.FromMinutes(number),
            _ => throw new UserErrorException($"--since is \"{text}\"; a time like 7d, 12h or 30m was expected."),
        };
    }

    private static Argument<string> FileArgument() => new("FILE") { Description = "The rules, YAML." };

    private static Option<string?> FileOption() =>
        new("--file") { Description = "The rules, YAML. Default: those of the server.", HelpName = "FILE" };
}

using System.CommandLine;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Models;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Live;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Server.Commands.Clusters;
using OpsWorker.Server.Commands.CodeHosts;
using OpsWorker.Server.Commands.Incidents;
using OpsWorker.Server.Commands.Models;
using OpsWorker.Server.Replays;
using OpsWorker.Server.Terminal;

namespace OpsWorker.Server.Commands;

/// <summary>
/// <c>opsworker investigate</c>: an alert, a namespace or an object, in a live or recorded cluster, or in one of a server.
/// </summary>
internal sealed class InvestigateCommand
{
    private readonly Argument<string?> _object = new("KIND/NAME")
    {
        Description = "The object, such as deployment/checkout. Default: the whole namespace",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _alert = new("--alert")
    {
        Description = "A webhook payload of any source, JSON: see docs/sources.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _namespace = new("--namespace", "-n")
    {
        Description = "The namespace to investigate, without an alert.",
        HelpName = "NAMESPACE",
    };

    private readonly Option<string?> _cluster = new("--cluster")
    {
        Description = "A cluster of the server (--server), which investigates it.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _dump = new("--dump")
    {
        Description = "A recorded cluster: a folder that `kubectl cluster-info dump --output-directory` wrote.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _kubeconfig =
        KubeConfigArgument.FileOption("The live cluster of this kubeconfig. Default: KUBECONFIG, then ~/.kube/config.");

    private readonly Option<string?> _context = KubeConfigArgument.ContextOption();

    private readonly Option<bool> _models = new("--models")
    {
        Description = "Let the configured models choose and explain, which may cost money: see docs/models.md.",
    };

    private readonly Option<string?> _save = new("--save")
    {
        Description = "Write the investigation with the cluster's answers to a file, for `opsworker replay`. Not with --cluster.",
        HelpName = "FILE",
    };

    public static Command Create() => new InvestigateCommand().CreateCommand();

    private Command CreateCommand()
    {
        var command = new Command(
            "investigate", "Find the root cause of an alert, or in a namespace. Without --cluster it needs no server. Only reads.")
        {
            _object, _alert, _namespace, _cluster, _dump, _kubeconfig, _context, _models, _save,
        };
        return ServerOptions.AddLazilyTo(command, RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, Func<ServerConnection> connect, CancellationToken cancellationToken)
    {
        var target = Target(arguments);
        var report = arguments.GetValue(_cluster) is not null
            ? await ServerInvestigation.RunAsync(connect(), target!, cancellationToken)
            : await InvestigateAsync(arguments, target, cancellationToken);
        var asJson = arguments.GetValue<bool>("--json");
        Console.Out.WriteLine(asJson ? JsonSerializer.Serialize(report, CoreJson.Default.Report) : ReportText.Write(report));
        return ExitCodes.Success;
    }

    // Null where an alert says what to look at.
    private InvestigationTarget? Target(ParseResult arguments)
    {
        var (alert, ns, named) = (arguments.GetValue(_alert), arguments.GetValue(_namespace), arguments.GetValue(_object));
        var cluster = arguments.GetValue(_cluster);
        if (cluster is not null && arguments.GetValue(_save) is not null)
        {
            throw new UserErrorException("--save writes what this command asked itself: leave out --cluster, which lets a server ask.");
        }

        if (alert is not null)
        {
            return ns is null && named is null && cluster is null
                ? null
                : throw new UserErrorException("--alert says what to investigate: leave out --namespace, --cluster and the object.");
        }

        if (ns is null && named is null)
        {
            throw new UserErrorException("Say what to investigate: -n NAMESPACE, -n NAMESPACE KIND/NAME, node/NAME, or --alert FILE.");
        }

        var target = InvestigationTarget.Parse(cluster, ns, named);
        return target.Problem is { } problem ? throw new UserErrorException($"{problem.Field}: {problem.Detail}") : target;
    }

    private async Task<Report> InvestigateAsync(ParseResult arguments, InvestigationTarget? target, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var dump = arguments.GetValue(_dump);
        var recorded = dump is null ? null : DumpArgument.Open(dump);
        var batch = target is null
            ? AlertFile.Read(arguments.GetRequiredValue(_alert)!, now)
            : AlertFile.Requested(target, recorded?.CollectedAt ?? now);
        using var asked = recorded is null ? await ConnectAsync(arguments, cancellationToken) : null;
        var models = arguments.GetValue(_models) ? ConfiguredModels.Require() : ModelSet.None;
        var incident = PayloadIncident.From(batch, recorded is null ? "live" : "recorded", now);
        var hosts = ConfiguredCodeHosts.Read(CommandSettings.Read(), TimeProvider.System);
        var reader = (IQueryReader?)recorded ?? asked!;
        var (report, context) = await Investigator.RunAsync(incident, reader, models, hosts, cancellationToken);
        if (arguments.GetValue(_save) is { } file)
        {
            await new ReplayBundle(incident, report, [.. context.Evidence.Select(e => e.Result)]).WriteAsync(file, cancellationToken);
        }

        foreach (var gap in recorded?.Gaps ?? []) await Console.Error.WriteLineAsync($"opsworker: {dump}: {gap}");
        return report;
    }

    private async Task<LiveReader> ConnectAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var connection = await KubeConfigArgument.ConnectAsync(
            arguments.GetValue(_kubeconfig), arguments.GetValue(_context), cancellationToken);
        return new LiveReader(connection, TimeProvider.System);
    }
}

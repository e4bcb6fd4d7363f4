using System.CommandLine;
using System.CommandLine.Invocation;
using OpsWorker.Core;
using OpsWorker.Server.Commands;
using OpsWorker.Server.Commands.Asking;
using OpsWorker.Server.Commands.Audit;
using OpsWorker.Server.Commands.Backups;
using OpsWorker.Server.Commands.ClusterChanges;
using OpsWorker.Server.Commands.Clusters;
using OpsWorker.Server.Commands.CodeHosts;
using OpsWorker.Server.Commands.Completions;
using OpsWorker.Server.Commands.DeadLetters;
using OpsWorker.Server.Commands.Deployments;
using OpsWorker.Server.Commands.Digests;
using OpsWorker.Server.Commands.Doctor;
using OpsWorker.Server.Commands.Drift;
using OpsWorker.Server.Commands.Incidents;
using OpsWorker.Server.Commands.Keys;
using OpsWorker.Server.Commands.Mcp;
using OpsWorker.Server.Commands.Models;
using OpsWorker.Server.Commands.Organisations;
using OpsWorker.Server.Commands.Rules;

VisibleWriter.GuardConsole();
var root = new RootCommand("Turns monitoring alerts into checked root causes.")
{
    DemoCommand.Create(),
    UpCommand.Create(),
    PortalCommand.Create(),
    BackupCommands.CreateBackup(),
    BackupCommands.CreateRestore(),
    DoctorCommand.Create(),
    DeadLettersCommand.Create(),
    ClusterCommand.Create(),
    CommandCommand.Create(),
    KeyCommand.Create(),
    AuditCommand.Create(),
    IncidentCommand.Create(),
    RulesCommand.Create(),
    OrganisationCommand.Create(),
    DigestCommand.Create(),
    AwsCommand.Create(),
    InvestigateCommand.Create(),
    AskCommand.Create(),
    QueryCommand.Create(),
    DriftCommand.Create(),
    ReplayCommand.Create(),
    EvalCommand.Create(),
    DetectorsCommand.Create(),
    ModelsCommand.Create(),
    CodeHostsCommand.Create(),
    McpCommand.Create(),
    CompletionCommand.Create(),
};
var command = root.Parse(args);
var exitCode = await command.InvokeAsync();
return command.Action is ParseErrorAction ? ExitCodes.WrongInput : exitCode;

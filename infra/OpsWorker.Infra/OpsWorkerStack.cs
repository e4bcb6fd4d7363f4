using Amazon.CDK;
using Constructs;
using OpsWorker.Infra.Agents;
using OpsWorker.Infra.Functions;
using OpsWorker.Infra.Http;
using OpsWorker.Infra.Messaging;
using OpsWorker.Infra.Monitoring;
using OpsWorker.Infra.Schedules;
using OpsWorker.Infra.Settings;
using OpsWorker.Infra.Storage;

namespace OpsWorker.Infra;

/// <summary>One deployment of OpsWorker: everything that <c>cdk deploy</c> makes.</summary>
public sealed class OpsWorkerStack : Stack
{
    private const string EveryMinute = "rate(1 minute)";

    // Nine o'clock comes at every full, half and quarter hour somewhere.
    private const string EveryQuarter = "cron(0/15 * * * ? *)";

    /// <summary>Creates the stack. Without an account it is made for any account and region.</summary>
    public OpsWorkerStack(Construct scope, DeploymentSettings settings)
        : base(scope, "OpsWorker-" + settings.Stage, new StackProps
        {
            Description = $"OpsWorker, {settings.Stage}: from monitoring alerts to checked root causes",
            TerminationProtection = settings.RetainData,
        })
    {
        Amazon.CDK.Tags.Of(this).Add("application", "opsworker");
        Amazon.CDK.Tags.Of(this).Add("stage", settings.Stage);

        var records = new RecordTable(this, settings);
        var evidence = new EvidenceBucket(this, settings);
        var queues = new PipelineQueues(this, settings);
        var reports = new ReportsTopic(this, settings, queues.Notifications);
        var functions = new PipelineFunctions(this, new PipelineFunctionsProps
        {
            Settings = settings,
            Queues = queues,
            Reports = reports,
            Records = records,
            Evidence = evidence,
        });
        _ = new AgentRole(this, new AgentRoleProps
        {
            Settings = settings,
            Api = functions.Api,
            Results = queues.Results,
            Evidence = evidence,
        });
        _ = new Schedule(this, new ScheduleProps { Settings = settings, Function = functions.Digest, Expression = EveryQuarter });
        _ = new Schedule(this, new ScheduleProps { Settings = settings, Function = functions.Sweeper, Expression = EveryMinute });
        var http = new HttpFrontDoor(this, new HttpFrontDoorProps
        {
            Settings = settings,
            Normalizer = functions.Normalizer,
            Api = functions.Api,
        });

        AddAlarms(settings, queues, functions, http, records);
        var dashboard = new OperationsDashboard(this, new OperationsDashboardProps
        {
            Settings = settings,
            Http = http,
            Queues = queues,
            Functions = functions,
        });
        StackOutputs.Add(this, settings, http, records, evidence, dashboard);
    }

    private void AddAlarms(
        DeploymentSettings settings, PipelineQueues queues, PipelineFunctions functions, HttpFrontDoor http, RecordTable records)
    {
        var alarms = new AlarmTopic(this, settings);
        foreach (var queue in queues.All) QueueAlarms.Add(alarms, queue);
        foreach (var function in functions.All) FunctionAlarms.Add(alarms, function);
        ServiceAlarms.Add(alarms, settings, http, records, functions.Sweeper);
    }
}

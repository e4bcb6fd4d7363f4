using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Diagnosis;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Commands;
using OpsWorker.Pipeline.Digests;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Listings;
using OpsWorker.Pipeline.Models;
using OpsWorker.Pipeline.Models.Asking;
using OpsWorker.Pipeline.Models.Calls;
using OpsWorker.Pipeline.Notifications;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Pipeline;

/// <summary>Registers the pipeline.</summary>
public static class PipelineServices
{
    /// <summary>
    /// Registers every stage and the scheduled work. The host registers the ports of Core, a <see cref="TimeProvider"/>, logging,
    /// <see cref="AlertMasking"/>, <see cref="CurrentNotifiers"/>, <see cref="Core.Clusters.ClusterSilence"/> and
    /// <see cref="Core.Models.ModelSet"/>.
    /// </summary>
    public static IServiceCollection AddOpsWorkerPipeline(this IServiceCollection services)
    {
        services.AddSingleton<IntakeService>();
        services.AddSingleton(p => new DiagnosisEngine(DetectorCatalogue.All, p.GetRequiredService<ILogger<DiagnosisEngine>>()));
        services.AddSingleton<AnswerMemory>();
        services.AddQuestions();
        services.AddSingleton<ModelStages>();
        services.AddSingleton<InvestigationScript>();
        services.TryAddSingleton(CodeHostSet.None);
        services.AddSingleton<ChangeFinder>();
        services.AddSingleton<InvestigationRunner>();
        services.TryAddSingleton(ReadFreshness.Always);
        services.AddSingleton<CurrentRules>();
        services.AddSingleton<CurrentClusters>();
        services.AddSingleton<IncidentCorrelator>();
        services.AddIncidentOperations();
        services.AddSingleton<Escalations>();
        services.AddSingleton<EscalationDueHandler>();
        services.AddSingleton<AttemptDueHandler>();
        services.AddSingleton<InvestigationDeadlineHandler>();
        services.AddSingleton<ClusterContact>();
        services.AddSingleton<AgentResultHandler>();
        services.AddSingleton<AgentHeartbeatHandler>();
        services.AddSingleton<NotificationDelivery>();
        services.AddSingleton<IncidentViewReader>();
        services.AddSingleton<IncidentChangedHandler>();
        services.AddSingleton<DigestReader>();
        services.AddSingleton<DigestDueHandler>();
        services.AddSingleton<DigestDispatcher>();
        services.AddSingleton<ClusterSweep>();
        services.AddSingleton<UnrepeatedAlerts>();
        services.AddCommands();
        services.AddSingleton<OperatorReportHandler>();
        services.AddSingleton<CommandSweep>();
        foreach (var stage in PipelineStages.All) stage.Register(services);
        return services;
    }

    /// <summary>Registers commands and their approvals. The host registers the ports and a <see cref="CommandSigner"/>.</summary>
    public static IServiceCollection AddCommands(this IServiceCollection services)
    {
        services.TryAddSingleton<AuditLog>();
        services.TryAddSingleton<AccessGuard>();
        services.TryAddSingleton<OperatorOrders>();
        services.TryAddSingleton<CommandEnds>();
        services.TryAddSingleton<ClusterCommands>();
        services.TryAddSingleton<PolicyVersions>();
        return services;
    }

    /// <summary>Registers questions about incidents, and what calls models. The host registers the ports and the models.</summary>
    public static IServiceCollection AddQuestions(this IServiceCollection services)
    {
        services.TryAddSingleton<SpendLedger>();
        services.TryAddSingleton<ModelMemory>();
        services.TryAddSingleton<ModelCaller>();
        services.TryAddSingleton<AskService>();
        return services;
    }

    /// <summary>
    /// Registers the operations on incidents, one service each, which the API, Slack and the portal use. The host registers the ports.
    /// </summary>
    public static IServiceCollection AddIncidentOperations(this IServiceCollection services)
    {
        services.TryAddSingleton<Attempts>();
        services.TryAddSingleton<IncidentEdit>();
        services.TryAddSingleton<AcknowledgeIncident>();
        services.TryAddSingleton<SilenceIncident>();
        services.TryAddSingleton<RateInvestigation>();
        services.TryAddSingleton<InvestigateAgain>();
        services.TryAddSingleton<CommentOnIncident>();
        services.TryAddSingleton<CloseIncident>();
        services.TryAddSingleton<AuditLog>();
        services.TryAddSingleton<AccessGuard>();
        services.TryAddSingleton<IncidentActions>();
        services.TryAddSingleton<IncidentReader>();
        return services;
    }
}

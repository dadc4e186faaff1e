using FluentValidation;
using Shared.Contracts.Core;

namespace Shared.Admission.Validation;

/// <summary>What a pod template may not say: pods live where their application lives and belong to it alone.</summary>
internal static class TemplateRules
{
    public static void Judge<T>(ValidationContext<T> context, PodTemplateSpec? template)
    {
        if (template is null)
            return;

        if (template.Metadata?.OwnerReferences is { Count: > 0 })
            context.Refuse("template.metadata.ownerReferences", ErrorCodes.ForbiddenTemplateMember, "the operator sets the owners of pods; remove it");
        if (template.Metadata?.Finalizers is { Count: > 0 })
            context.Refuse("template.metadata.finalizers", ErrorCodes.ForbiddenTemplateMember, "a finalizer would keep ended pods for ever; remove it");
        MetadataRules.JudgeReserved(context, "template.metadata.labels", template.Metadata?.Labels);
        MetadataRules.JudgeReserved(context, "template.metadata.annotations", template.Metadata?.Annotations);
        QuantityRules.JudgeContainers(context, "template.spec.containers", template.Spec?.Containers);
        QuantityRules.JudgeContainers(context, "template.spec.initContainers", template.Spec?.InitContainers);
        TemplateContainerRules.Judge(context, template);
        ShapeRules.Judge(context, "template.spec.affinity", template.Spec?.Affinity, PodShapes.Affinity);
    }
}

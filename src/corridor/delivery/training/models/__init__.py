"""Training: cohorts, what a job asks for beside what a person has, plans, annexes and trusted certificates."""

from corridor.delivery.training.models.annexes import DiplomaAnnex
from corridor.delivery.training.models.cohorts import Assessment, Attendance, Certificate, Cohort, Enrolment, Session
from corridor.delivery.training.models.plans import PlannedCourse, TrainingPlan
from corridor.delivery.training.models.standards import StandardSignature, TrainingStandard
from corridor.delivery.training.models.trust import CertificateWord, TrustedCertificate

__all__ = [
    "Assessment",
    "Attendance",
    "Certificate",
    "CertificateWord",
    "Cohort",
    "DiplomaAnnex",
    "Enrolment",
    "PlannedCourse",
    "Session",
    "StandardSignature",
    "TrainingPlan",
    "TrainingStandard",
    "TrustedCertificate",
]

"""Employers, vacancies, candidates, matching, selection; recruiter licences."""
